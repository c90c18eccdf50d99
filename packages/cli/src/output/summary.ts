import type { ActionCount, DestinationTally, ReasonCount } from './tally'

/** What was read from the input. */
export interface InputTally {
  readonly name: string
  readonly events: number
  readonly unreadable: readonly { readonly line: number; readonly reason: string }[]
  readonly unreadableCount: number
}

/** The summary a person reads when everything has ended. */
export function summaryText(input: InputTally, tallies: readonly DestinationTally[], seconds: number): string {
  return [
    `${input.name}: ${count(input.events, 'event')} read, ${count(input.unreadableCount, 'unreadable record')}.`,
    ...input.unreadable.map(({ line, reason }) => `  ${input.name}:${line}  ${reason}`),
    ...(input.unreadableCount > input.unreadable.length
      ? [`  … and ${input.unreadableCount - input.unreadable.length} more.`]
      : []),
    '',
    ...tallies.flatMap((tally) => [...destinationLines(tally, seconds), ''])
  ].join('\n')
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

const COLUMNS = ['delivered', 'skipped', 'rejected', 'expired'] as const

function destinationLines(tally: DestinationTally, seconds: number): readonly string[] {
  const rows = Array.from(tally.actions, ([action, counts]) => ({ title: action ?? '(no action)', counts }))
  const columns = COLUMNS.filter((column) => column !== 'expired' || rows.some(({ counts }) => counts.expired > 0))
  const width = Math.max(tally.name.length, ...rows.map(({ title }) => title.length + 2)) + 2
  const cells = (counts: ActionCount) => columns.map((column) => String(counts[column]).padStart(11)).join('')
  const total = rows.reduce<ActionCount>((sum, { counts }) => add(sum, counts), NOTHING)
  return [
    tally.name.padEnd(width) + columns.map((column) => column.padStart(11)).join(''),
    ...rows.map(({ title, counts }) => `  ${title}`.padEnd(width) + cells(counts)),
    '  total'.padEnd(width) + cells(total),
    `  ${count(tally.requests, 'request')}${tally.retries > 0 ? `, ${tally.retries} of them after a failure` : ''}, ${seconds.toFixed(1)} s`,
    ...reasonLines('Skipped', tally.skipped),
    ...reasonLines('Rejected', tally.rejected),
    ...reasonLines('Expired', tally.expired)
  ]
}

const NOTHING: ActionCount = { delivered: 0, skipped: 0, rejected: 0, expired: 0 }

const add = (first: ActionCount, second: ActionCount): ActionCount => ({
  delivered: first.delivered + second.delivered,
  skipped: first.skipped + second.skipped,
  rejected: first.rejected + second.rejected,
  expired: first.expired + second.expired
})

function reasonLines(title: string, reasons: readonly ReasonCount[]): readonly string[] {
  if (reasons.length === 0) return []
  return [
    '',
    `  ${title}`,
    ...reasons.map(({ action, reason, count: times, references }) => {
      const more = times > references.length ? ', …' : ''
      const places = references.length > 0 ? ` (line ${references.join(', ')}${more})` : ''
      return `  ${String(times).padStart(6)}  ${action === undefined ? '' : `${action}: `}${reason}${places}`
    })
  ]
}

/** The same as one JSON line. */
export function summaryJson(input: InputTally, tallies: readonly DestinationTally[], seconds: number): string {
  const destinations = tallies.map(({ actions, ...tally }) => ({
    ...tally,
    actions: Array.from(actions, ([action, counts]) => ({ action: action ?? null, ...counts }))
  }))
  return JSON.stringify({ input, seconds, destinations })
}
