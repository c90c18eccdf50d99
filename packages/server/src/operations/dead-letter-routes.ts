import type { DeadLetter } from '@waybill/runner'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type {
  DeadLetterCount,
  DeadLetterDetail,
  DeadLetterPage,
  DeadLetterSummary,
  Dropped,
  EventWay,
  Job,
  RetriedEdited
} from './contract'
import { readEditedEvent, retryEdited, wayInLane, withMapping } from './edit-dead-letter'
import { findDeadLetter, findDeadLetters } from './find-dead-letters'
import { eventOf, instanceOf, outcomeView, summaryOf } from './message-view'
import { findInstance } from './operations'
import type { Operations } from './operations'
import { readInput, readMaximum, readNumber, readPace, readQuery } from './read-input'
import { DEAD_LETTER_FILTER, readDeadLetterFilter, readSelection } from './read-selection'
import { refusal } from './refuse'
import { countSelected, dropDeadLetters, startRetry } from './retry-dead-letters'

/** Outcomes of one message: a few subscriptions, tried a few times. */
const MOST_OUTCOMES = 50

/** Dead letters: list, show, try with changes, retry and drop. */
export function deadLetterRoutes(operations: Operations): Hono {
  const { core, changes } = operations
  const { store, runner } = core
  return new Hono()
    .get('/', async (context) => context.json((await list(context, operations)) satisfies DeadLetterPage))
    .post('/retry', async (context) => {
      const input = await readInput(context, ['selection', 'perSecond'])
      const selection = readSelection(input['selection'])
      const { jobs } = operations
      return context.json((await startRetry({ store, jobs }, selection, readPace(input))) satisfies Job)
    })
    .post('/drop', async (context) => {
      const { selection } = await readInput(context, ['selection'])
      return context.json((await dropDeadLetters({ store, changes }, readSelection(selection))) satisfies Dropped)
    })
    .get('/count', async (context) => {
      const filter = readDeadLetterFilter(readQuery(context, DEAD_LETTER_FILTER))
      return context.json((await countSelected(core.store, { kind: 'matching', filter })) satisfies DeadLetterCount)
    })
    .get('/:position', async (context) => {
      const letter = await readLetter(context, operations)
      return context.json((await detailOf(letter, operations)) satisfies DeadLetterDetail)
    })
    .post('/:position/try', async (context) => {
      const letter = await readLetter(context, operations)
      const input = await readInput(context, ['event', 'mapping'])
      const instance = findInstance(operations, instanceOf(letter.lane))
      const changed = input['mapping'] === undefined ? instance : withMapping(instance, letter.lane, input['mapping'])
      const event =
        input['event'] === undefined ? storedEvent(letter) : readEditedEvent(input['event'], eventOf(letter.body))
      return context.json(wayInLane(changed, letter.lane, event) satisfies EventWay)
    })
    .post('/:position/retry', async (context) => {
      const letter = await readLetter(context, operations)
      const event = readEditedEvent((await readInput(context, ['event']))['event'], eventOf(letter.body))
      const instance = findInstance(operations, instanceOf(letter.lane))
      return context.json((await retryEdited({ changes, runner }, { letter, instance, event })) satisfies RetriedEdited)
    })
}

async function list(context: Context, { core }: Operations): Promise<DeadLetterPage> {
  const query = readQuery(context, [...DEAD_LETTER_FILTER, 'after', 'maximum'])
  const maximum = readMaximum(query)
  const after = readNumber(query, 'after', { minimum: 0 })
  const deadLetters: DeadLetterSummary[] = []
  for await (const { letter, event } of findDeadLetters(core.store, readDeadLetterFilter(query), { after })) {
    // One more than wanted tells whether there are more.
    if (deadLetters.length === maximum) return { deadLetters, next: deadLetters.at(-1)?.position ?? null }
    deadLetters.push(summaryOf(letter, event))
  }
  return { deadLetters, next: null }
}

async function readLetter(context: Context, { core }: Operations): Promise<DeadLetter> {
  const position = readNumber({ position: context.req.param('position') }, 'position', { minimum: 1 }) ?? 0
  const letter = await findDeadLetter(core.store, position)
  if (letter !== undefined) return letter
  throw refusal(404, `There is no dead letter ${position}: it was retried or dropped, or never was.`)
}

async function detailOf(letter: DeadLetter, { core }: Operations): Promise<DeadLetterDetail> {
  const instance = core.instances().find(({ id }) => id === instanceOf(letter.lane))
  const event = storedEvent(letter)
  const outcomes = await core.store.outcomes({
    instance: instanceOf(letter.lane),
    messageId: letter.id,
    maximum: MOST_OUTCOMES
  })
  return {
    ...summaryOf(letter, event),
    body: event,
    way: instance === undefined ? null : wayInLane(instance, letter.lane, event),
    outcomes: outcomes.map(outcomeView)
  }
}

function storedEvent({ body, position }: DeadLetter) {
  const event = eventOf(body)
  if (event !== undefined) return event
  throw refusal(409, `What is stored as dead letter ${position} is no event, so nothing can be made of it; drop it.`)
}
