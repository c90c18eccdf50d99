import type { Destination, SegmentEvent } from '@waybill/kit'
import { EXIT } from '../exit-status'
import { readOneEvent } from '../input/read-one-event'
import { explanationJson, explanationText } from '../output/explanation'
import type { Terminal } from '../output/terminal'
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
export async function explain(flags: ExplainFlags, terminal: Terminal): Promise<number> {
  const destination = findDestination(flags.to)
  const plan = await readPlan(destination, flags.settings, terminal)
  const event = await findEvent(flags, terminal)
  terminal.out(flags.json ? `${explanationJson(plan, event)}\n` : explanationText(plan, event))
  return EXIT.ok
}

async function readPlan(destination: Destination, source: string | undefined, terminal: Terminal) {
  if (source === undefined) return compileTarget(destination, sandboxSettings(destination), 'the sandbox')
  return compileTarget(destination, await readSettings(destination, source, terminal), source)
}

async function findEvent({ event, events, line }: ExplainFlags, terminal: Terminal): Promise<SegmentEvent> {
  const path = event ?? events
  if (path === undefined) throw new UsageError('Name the event with --event FILE, or with --events FILE --line N.')
  if (event !== undefined && events !== undefined) throw new UsageError('Name either --event or --events, not both.')
  const read = await readOneEvent({ path, line }, terminal)
  const name = path === '-' ? 'standard input' : path
  if (read === undefined) {
    const place = line === undefined ? name : `line ${line} of ${name}`
    throw new UsageError(`There is no event in ${place}; choose a line where an event begins.`)
  }
  if (read.kind === 'unreadable') throw new UsageError(`${name}:${read.line}: ${read.reason}`)
  return read.event
}
