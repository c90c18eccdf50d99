import type { SegmentEvent } from '@waybill/kit'
import { EXIT } from '../exit-status'
import { openEvents } from '../input/read-events'
import type { ReadEvent } from '../input/read-events'
import { explanationJson, explanationText } from '../output/explanation'
import type { Output } from '../output/writer'
import { compileTarget } from '../settings/compile-target'
import { findDestination } from '../settings/find-destination'
import { readSettings } from '../settings/read-settings'
import { sandboxSettings } from '../settings/sandbox-targets'
import { UsageError } from '../usage-error'

export interface ExplainFlags {
  readonly to: string
  readonly event?: string
  readonly events?: string
  readonly line?: number
  readonly settings?: string
  readonly json?: boolean
}

/** `actions-cli explain`: why one event becomes what it becomes. */
export async function explain(flags: ExplainFlags, output: Output): Promise<number> {
  const destination = findDestination(flags.to)
  const settings =
    flags.settings === undefined
      ? (sandboxSettings[destination.slug] ?? {})
      : await readSettings(destination, flags.settings, process.env)
  const plan = compileTarget(destination, settings)
  const event = await findEvent(flags)
  output.out(flags.json ? `${explanationJson(plan, event)}\n` : explanationText(plan, event))
  return EXIT.ok
}

async function findEvent({ event, events, line }: ExplainFlags): Promise<SegmentEvent> {
  const path = event ?? events
  if (path === undefined) throw new UsageError('Name the event with --event FILE, or with --events FILE --line N.')
  const read = await findRecord(path, line)
  if (read === undefined) {
    const place = line === undefined ? path : `line ${line} of ${path}`
    throw new UsageError(`There is no event in ${place}.`)
  }
  if (read.kind === 'unreadable') throw new UsageError(`${path}:${read.line}: ${read.reason}`)
  return read.event
}

/** An event file may be written over many lines; a file of events holds one a line, or is an array. */
async function findRecord(path: string, line: number | undefined): Promise<ReadEvent | undefined> {
  const source = await openEvents(path)
  if (line === undefined && source.totalBytes !== undefined) {
    const whole = await readWhole(path)
    if (whole !== undefined) return whole
  }
  for await (const { events } of source.portions()) {
    const found = events.find((read) => line === undefined || read.line === line)
    if (found !== undefined) return found
  }
  return undefined
}

async function readWhole(path: string): Promise<ReadEvent | undefined> {
  const { readFile } = await import('node:fs/promises')
  const { checkEvent } = await import('@waybill/kit')
  try {
    const value = JSON.parse(await readFile(path, 'utf8')) as unknown
    if (Array.isArray(value)) return undefined
    const checked = checkEvent(value)
    return checked.ok
      ? { kind: 'event', event: checked.event, line: 1 }
      : { kind: 'unreadable', reason: checked.reason, line: 1 }
  } catch {
    return undefined
  }
}
