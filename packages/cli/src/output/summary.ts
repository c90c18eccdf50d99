import type { SendResult } from '../send-events'
import { escapedLines } from './escape-controls'
import type { ActionCount, DestinationTally, ReasonCount } from './tally'

/** The summary a person reads when everything has ended. */
export function summaryText({ input, destinations, seconds, interrupted }: SendResult): string {
  const { name, events, unreadable, unreadableCount, problem } = input
  return escapedLines([
    ...(problem === undefined ? [] : [`Reading ended early: ${problem}`]),
    `${name}: ${count(events, 'event')} read, ${count(unreadableCount, 'unreadable record')}.`,
    ...unreadable.map(({ line, reason }) => `  ${name}:${line}  ${reason}`),
    ...(unreadableCount > unreadable.length ? [`  … and ${unreadableCount - unreadable.length} more.`] : []),
    '',
    ...destinations.flatMap((tally) => [...destinationLines(tally, seconds), '']),
    ...(interrupted ? [interruptionLine(input.lastLine), ''] : [])
  ])
}

const interruptionLine = (lastLine: number): string =>
  `Interrupted: nothing behind line ${lastLine} was taken in; send the rest, and what has not ended, again.`

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
    `  ${requestsText(tally)}, ${seconds.toFixed(1)} s`,
    ...(tally.unfinished > 0 ? [`  ${tally.unfinished} not ended; some of them may have arrived`] : []),
    ...reasonLines('Skipped', tally.skipped),
    ...reasonLines('Rejected', tally.rejected),
    ...reasonLines('Expired', tally.expired)
  ]
}

const requestsText = ({ requests, retries }: DestinationTally): string =>
  count(requests, 'request') + (retries > 0 ? `, ${retries} of them after a failure` : '')

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
export function summaryJson({ destinations, ...result }: SendResult): string {
  const tallies = destinations.map(({ actions, ...tally }) => ({
    ...tally,
    actions: Array.from(actions, ([action, counts]) => ({ action: action ?? null, ...counts }))
  }))
  return JSON.stringify({ ...result, destinations: tallies })
}
