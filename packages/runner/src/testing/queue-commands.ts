import fc from 'fast-check'
import type { MessageId, OutcomeRecord, QueueStore, Settlement } from '../queue/queue-store'
import type { QueueModel } from './queue-model'
import { outcome } from './queue-under-test'

/** The state of one run. */
export interface QueueRun {
  readonly model: QueueModel
  /** Undefined if the queue does not outlive its process. */
  readonly reopen: ((how: 'closed' | 'crashed') => Promise<void>) | undefined
  store: QueueStore
  now: number
}

/** One thing to do with a queue and with the model. */
export interface QueueCommand {
  /** Answers with what is wrong. */
  readonly obey: (run: QueueRun) => Promise<string | undefined>
  /** For the report. */
  readonly toString: () => string
}

type Obey<Parts> = (run: QueueRun, parts: Parts) => Promise<string | undefined>

/** A command from random parts, some time after the one before. */
function command<Parts>(name: string, parts: fc.Arbitrary<Parts>, obey: Obey<Parts>): fc.Arbitrary<QueueCommand> {
  return fc.tuple(fc.nat(50), parts).map(([wait, values]) => ({
    obey: (run) => {
      run.now += wait
      return obey(run, values)
    },
    toString: () => `${name} ${JSON.stringify(values)} after ${wait}`
  }))
}

const lane = fc.constantFrom('a', 'b')
/** Which of those that there are. */
const picks = fc.array(fc.nat(20), { maxLength: 5 })
const kind = fc.constantFrom('done', 'retry', 'dead-letter', 'release')
const age = fc.nat(200)
const message = fc.record({
  lane,
  id: fc.constantFrom('x1', 'x2', 'x3', 'y1', 'y2', 'z1', 'z2', 'w1'),
  body: fc.string({ maxLength: 30, unit: 'binary' })
})

const append = command('append', fc.array(message, { maxLength: 6 }), async ({ store, model, now }, parts) => {
  const messages = parts.map((one) => ({ ...one, key: one.id.slice(0, 1), acceptedAt: now }))
  const repeated = JSON.stringify(await store.append(messages))
  const expected = JSON.stringify(model.append(messages))
  return repeated === expected ? undefined : `said that ${repeated} are repeated instead of ${expected}`
})

const leaseParts = fc.record({ lane, maximumMessages: fc.nat(6), maximumBytes: fc.nat(80), during: fc.nat(100) })
const lease = command('lease', leaseParts, async ({ store, model, now }, { during, ...parts }) => {
  const wish = { ...parts, now, until: now + during }
  return model.lease(wish, await store.lease(wish))
})

const start = command('start', picks, async ({ store, model }, places) => {
  const started = pick(model.live, places)
  await store.markStarted(started)
  model.start(started)
  return undefined
})

const settle = command('settle', fc.tuple(picks, kind), async ({ store, model, now }, [places, as]) => {
  const settlements = pick(model.live, places).map((id) => toSettlement(id, as, now))
  await store.settle(settlements)
  for (const settlement of settlements) model.settle(settlement)
  return undefined
})

const expire = command('expire', fc.tuple(lane, age), async ({ store, model, now }, [name, howOld]) => {
  const outcomes: OutcomeRecord[] = []
  const record = (id: string): OutcomeRecord[] => {
    outcomes.push(outcome(id, { kind: 'expired', endedAt: now }))
    return outcomes.slice(-1)
  }
  const acceptedBefore = now - howOld
  const count = await store.expire({ lane: name, acceptedBefore, now, outcomes: ({ id }) => record(id) })
  const expected = model.expire(name, acceptedBefore, now)
  model.record(outcomes, now)
  return count === expected.length ? undefined : `expired ${count} instead of ${expected.length}`
})

const returnLetters = command('return', picks, async ({ store, model, now }, places) => {
  const ids = pick(model.letters, places)
  const count = await store.returnDeadLetters(ids, now)
  return count === model.returnLetters(ids, now) ? undefined : `returned ${count}`
})

const dropLetters = command('drop', picks, async ({ store, model }, places) => {
  const ids = pick(model.letters, places)
  const count = await store.dropDeadLetters(ids)
  return count === model.dropLetters(ids) ? undefined : `dropped ${count}`
})

const compact = command('compact', age, async ({ store, model, now }, howOld) => {
  await store.compact(now - howOld)
  model.compact(now - howOld)
  return undefined
})

const reopen = command('reopen', fc.constantFrom('closed', 'crashed'), async (run, how) => {
  if (run.reopen === undefined) return undefined
  await run.reopen(how)
  run.model.reopen()
  return undefined
})

export const queueCommands: fc.Arbitrary<readonly QueueCommand[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: append },
    { weight: 6, arbitrary: lease },
    { weight: 3, arbitrary: start },
    { weight: 5, arbitrary: settle },
    { weight: 1, arbitrary: expire },
    { weight: 1, arbitrary: returnLetters },
    { weight: 1, arbitrary: dropLetters },
    { weight: 1, arbitrary: compact },
    { weight: 1, arbitrary: reopen }
  ),
  { minLength: 1, maxLength: 60, size: 'max' }
)

/** Some of a list, each once. */
function pick(list: readonly MessageId[], places: readonly number[]): readonly MessageId[] {
  const picked = [...new Set(places)].flatMap((place) => list.slice(place, place + 1))
  return picked.map(({ lane: name, id }) => ({ lane: name, id }))
}

function toSettlement({ lane: name, id }: MessageId, as: Settlement['kind'], settledAt: number): Settlement {
  const settled = { lane: name, id, settledAt }
  if (as === 'release') return { ...settled, kind: as }
  if (as === 'retry') return { ...settled, kind: as, dueAt: settledAt + 60, reason: 'busy' }
  if (as === 'done') return { ...settled, kind: as, outcomes: [outcome(id, { endedAt: settledAt })] }
  return { ...settled, kind: as, reason: 'no', outcomes: [outcome(id, { kind: 'rejected', endedAt: settledAt })] }
}
