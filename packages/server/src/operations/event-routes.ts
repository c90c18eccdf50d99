import { isJsonObject } from '@waybill/kit'
import { orderingKey } from '@waybill/runner'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { readUnlessAborted } from '../event-log/read-unless-aborted'
import type { ServiceCore } from '../service/service-core'
import type {
  EventDetail,
  EventFilter,
  EventPage,
  Job,
  LoggedEvent,
  OutcomeKind,
  OutcomePage,
  ReplayPreview
} from './contract'
import { wayOf } from './event-way'
import { findEvent } from './find-event'
import { outcomeView } from './message-view'
import { findInstance, requireLog } from './operations'
import type { Operations } from './operations'
import { previewReplay } from './preview-replay'
import { startReplay } from './replay'
import type { Replay } from './replay'
import { EVENT_FILTER, readEventFilter } from './read-event-filter'
import { onlyKnown, readInput, readMaximum, readPace, readQuery, readText, readTexts } from './read-input'
import type { Input } from './read-input'
import { refusal } from './refuse'
import { searchEvents } from './search-events'

const OUTCOME_KINDS: readonly OutcomeKind[] = ['delivered', 'rejected', 'expired', 'skipped']

/** How many outcomes of an event are shown, and how many of its user are looked through for its repeats. */
const MOST_OUTCOMES = 1000

/** Outcomes, the event log and replays. */
export function eventRoutes(operations: Operations): Hono {
  const { core, clock, jobs } = operations
  return new Hono()
    .get('/outcomes', async (context) => {
      const query = readQuery(context, ['instance', 'user', 'messageId', 'kind', 'maximum'])
      const { user, ...rest } = readTexts(query, ['instance', 'user', 'messageId'])
      const kind = readKind(query)
      const wish = { ...rest, ...(user && { key: user }), ...(kind && { kind }), maximum: readMaximum(query) }
      const outcomes = await core.store.outcomes(wish)
      return context.json({ outcomes: outcomes.map(outcomeView) } satisfies OutcomePage)
    })
    .get('/events', async (context) => {
      const query = readQuery(context, [...EVENT_FILTER, 'maximum'])
      const page = await searchEvents(logFor(context), inOrder(readEventFilter(query)), readMaximum(query))
      return context.json(page satisfies EventPage)
    })
    .get('/events/:id', async (context) => {
      const id = context.req.param('id')
      const event = await findEvent(logFor(context), id)
      if (event === undefined) {
        throw refusal(404, `There is no event "${id}" in the log: it is older than the log, or was never accepted.`)
      }
      return context.json((await detailOf(id, event, operations)) satisfies EventDetail)
    })
    .post('/replays/dry-run', async (context) => {
      const { instance, filter } = readReplay(await readInput(context, REPLAY), operations)
      const { sources } = core.configuration()
      const target = { instance, sources, filter }
      return context.json((await previewReplay(logFor(context), target)) satisfies ReplayPreview)
    })
    .post('/replays', async (context) => {
      const replay = readReplay(await readInput(context, REPLAY), operations)
      requireLog(operations)
      return context.json((await startReplay({ clock, jobs }, replay)) satisfies Job)
    })

  /** Reading for a client ends when it leaves, and when the port is closed. */
  function logFor({ req }: Context) {
    return readUnlessAborted(requireLog(operations), req.raw.signal)
  }
}

async function detailOf(id: string, event: LoggedEvent, { core }: Operations): Promise<EventDetail> {
  const outcomes = await outcomesOf(id, event, core)
  return {
    ...event,
    ways: core.instances().map((instance) => wayOf(instance, event.event)),
    outcomes: outcomes.map(outcomeView)
  }
}

/** Those of an id, and of its repeats, which have something behind it: of these, the store knows only the user. */
async function outcomesOf(id: string, { event }: LoggedEvent, { store }: Pick<ServiceCore, 'store'>) {
  const own = await store.outcomes({ messageId: id, maximum: MOST_OUTCOMES })
  const ofUser = await store.outcomes({ key: orderingKey(event, id), maximum: MOST_OUTCOMES })
  const repeats = ofUser.filter(({ messageId }) => messageId.startsWith(`${id}~`))
  return [...repeats, ...own].toSorted((first, second) => second.endedAt - first.endedAt)
}

const REPLAY = ['instance', 'filter', 'name', 'perSecond']

function readReplay(input: Input, operations: Operations): Replay {
  const { filter = {} } = input
  if (!isJsonObject(filter)) throw refusal(400, '"filter" must be an object, such as {"from": 1700000000000}.')
  const id = readText(input, 'instance')
  if (id === undefined) throw refusal(400, 'Name the "instance" that the events are sent to.')
  const name = readText(input, 'name') ?? new Date(operations.clock.now()).toISOString().replaceAll(':', '-')
  if (!/^[\w.-]{1,64}$/.test(name)) {
    throw refusal(400, '"name" must be of letters, digits, ".", "_" and "-", at most 64.')
  }
  return {
    instance: findInstance(operations, id),
    filter: inOrder(readEventFilter(onlyKnown(filter, EVENT_FILTER))),
    name,
    perSecond: readPace(input)
  }
}

/** A span that ends before it begins holds nothing, which is hardly what was asked for. */
function inOrder(filter: EventFilter): EventFilter {
  const { from = -Infinity, until = Infinity } = filter
  if (from < until) return filter
  throw refusal(400, '"from" must be before "until".')
}

function readKind(input: Input): OutcomeKind | undefined {
  const kind = readText(input, 'kind')
  const known = OUTCOME_KINDS.find((each) => each === kind)
  if (kind === undefined || known !== undefined) return known
  throw refusal(400, `"kind" must be one of ${OUTCOME_KINDS.join(', ')}.`)
}
