import type {
  DeadLetterDetail,
  DeadLetterFilter,
  DeadLetterPage,
  DeadLetterSelection,
  Dropped,
  EventWay,
  Job,
  RetriedEdited,
  TryRequest
} from '@waybill/server/operations'
import { EXIT } from '../exit-status'
import { readOneEvent } from '../input/read-one-event'
import { followJob } from '../operations/follow-job'
import { openClient } from '../operations/operations-client'
import type { OperationsFlags } from '../operations/operations-client'
import { deadLettersText, deadLetterText, jobText, triedText } from '../operations/operation-text'
import { readMapping } from '../operations/read-mapping'
import type { Terminal } from '../output/terminal'
import { UsageError } from '../usage-error'
import { statusOf } from './replay'

/** Which dead letters. */
export interface DeadLetterFilterFlags extends DeadLetterFilter {
  readonly all?: boolean
}

export interface ListDeadLettersFlags extends OperationsFlags, DeadLetterFilter {
  readonly after?: number
  readonly maximum?: number
}

/** `actions-cli dead-letters list`: what could not be delivered. */
export async function listDeadLetters(flags: ListDeadLettersFlags, terminal: Terminal): Promise<number> {
  const { data: _, url: __, json = false, ...query } = flags
  const client = await openClient(flags, terminal)
  const page = await client.get<DeadLetterPage>('/dead-letters', query)
  terminal.out(json ? `${JSON.stringify(page)}\n` : deadLettersText(page.deadLetters, page.next))
  return EXIT.ok
}

export interface ShowDeadLetterFlags extends OperationsFlags {
  /** A file with the event to try in place of the stored one. */
  readonly event?: string
  /** A file with fields of a subscription to try in place of those of the configuration. */
  readonly mapping?: string
}

/** `actions-cli dead-letters show`: why one could not be delivered, and what would be sent now, or with changes. */
export async function showDeadLetter(
  position: number,
  flags: ShowDeadLetterFlags,
  terminal: Terminal
): Promise<number> {
  const client = await openClient(flags, terminal)
  if (flags.event === undefined && flags.mapping === undefined) {
    const letter = await client.get<DeadLetterDetail>(`/dead-letters/${position}`)
    terminal.out(flags.json ? `${JSON.stringify(letter)}\n` : deadLetterText(letter))
    return EXIT.ok
  }
  const mapping = flags.mapping === undefined ? undefined : await readMapping(flags.mapping)
  const changes: TryRequest = {
    ...(flags.event !== undefined && { event: await readEvent(flags.event, terminal) }),
    ...(mapping && { mapping })
  }
  const way = await client.post<EventWay>(`/dead-letters/${position}/try`, changes)
  terminal.out(flags.json ? `${JSON.stringify(way)}\n` : triedText(way, mapping))
  return EXIT.ok
}

export interface RetryFlags extends OperationsFlags, DeadLetterFilterFlags {
  readonly perSecond?: number
  /** A file with the event to send in place of the stored one. */
  readonly withEvent?: string
}

/** `actions-cli dead-letters retry`: puts dead letters back, one, many or all, at a pace. */
export async function retryDeadLetters(
  positions: readonly number[],
  { perSecond, withEvent, ...flags }: RetryFlags,
  terminal: Terminal
): Promise<number> {
  const client = await openClient(flags, terminal)
  if (withEvent !== undefined) {
    const [position, ...others] = positions
    if (position === undefined || others.length > 0) {
      throw new UsageError('--with-event replaces the event of one dead letter: name one position.')
    }
    const event = await readEvent(withEvent, terminal)
    const retried = await client.post<RetriedEdited>(`/dead-letters/${position}/retry`, { event })
    terminal.out(flags.json ? `${JSON.stringify(retried)}\n` : `It is sent as ${retried.messageId}.\n`)
    return EXIT.ok
  }
  const body = { selection: selectionOf(positions, flags), ...(perSecond && { perSecond }) }
  const job = await followJob(client, await client.post<Job>('/dead-letters/retry', body), terminal)
  terminal.out(flags.json ? `${JSON.stringify(job)}\n` : jobText(job))
  return statusOf(job)
}

/** `actions-cli dead-letters drop`: forgets dead letters. */
export async function dropDeadLetters(
  positions: readonly number[],
  flags: OperationsFlags & DeadLetterFilterFlags,
  terminal: Terminal
): Promise<number> {
  const selection = selectionOf(positions, flags)
  const client = await openClient(flags, terminal)
  const { dropped } = await client.post<Dropped>('/dead-letters/drop', { selection })
  terminal.out(flags.json ? `${JSON.stringify({ dropped })}\n` : `${dropped} dropped.\n`)
  return EXIT.ok
}

/** All of them are meant only by who says so. */
function selectionOf(
  positions: readonly number[],
  flags: OperationsFlags & DeadLetterFilterFlags
): DeadLetterSelection {
  const { data: _, url: __, json: ___, all = false, ...filter } = flags
  const isFiltered = Object.keys(filter).length > 0
  if ([positions.length > 0, isFiltered, all].filter(Boolean).length !== 1) {
    throw new UsageError('Say which: positions, or a filter such as --user, or --all.')
  }
  return positions.length > 0 ? { kind: 'positions', positions } : { kind: 'matching', filter }
}

async function readEvent(path: string, terminal: Terminal): Promise<unknown> {
  const read = await readOneEvent({ path, line: undefined }, terminal)
  if (read === undefined) throw new UsageError(`There is no event in ${path}.`)
  if (read.kind === 'unreadable') throw new UsageError(`${path}:${read.line}: ${read.reason}`)
  return read.event
}
