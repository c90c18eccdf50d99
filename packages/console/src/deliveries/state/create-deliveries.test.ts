import type {
  DeadLetterCount,
  DeadLetterDetail,
  DeadLetterSummary,
  InstanceStatus,
  Moment,
  Status
} from '@waybill/server/operations'
import { ApiFailureError } from '../../api/api-error'
import type { OperationsClient } from '../../api/create-operations-client'
import { createDeliveries } from './create-deliveries'
import { NO_FILTER } from './row-filter'

const instance: InstanceStatus = {
  instance: 'acme',
  destination: { slug: 'acme', name: 'Acme' },
  health: 'running',
  subscriptions: [],
  lanes: []
}

const NOTHING = { accepted: 0, returned: 0, repeated: 0, delivered: 0, rejected: 0, expired: 0, skipped: 0, retried: 0 }

const status: Status = {
  now: 0,
  startedAt: 0,
  recovered: { waiting: 0, unknown: 0 },
  instances: [instance, { ...instance, instance: 'other' }],
  unserved: [],
  eventLog: { isKept: true, bytes: 0, oldestAt: null },
  totals: NOTHING
}

const summary = (position: number): DeadLetterSummary => ({
  position,
  lane: 'acme/send',
  instance: 'acme',
  messageId: `m${position}`,
  user: 'u1',
  type: 'track',
  event: 'Signed Up',
  reason: 'no',
  attempts: 1,
  acceptedAt: 0,
  setAsideAt: 0
})

const way = { instance: 'acme', isEnabled: true, subscriptions: [] }

const detailOf = (position: number): DeadLetterDetail => ({
  ...summary(position),
  body: { type: 'track', event: 'Signed Up' },
  way,
  outcomes: []
})

/** A service that answers; what it is asked is written down. */
function service(answers: Partial<OperationsClient> = {}) {
  const asked: string[] = []
  const write =
    <Arguments extends readonly unknown[], Answer>(name: string, answer: (...args: Arguments) => Promise<Answer>) =>
    (...args: Arguments): Promise<Answer> => {
      asked.push(`${name} ${JSON.stringify(args.filter((arg) => !(arg instanceof AbortSignal)))}`)
      return answer(...args)
    }
  const job = { id: 'j', kind: 'retry', title: 'Retry', state: 'running', startedAt: 0, endedAt: null } as const
  const client: OperationsClient = {
    status: async () => status,
    history: async () => ({ moments: [] }),
    pause: write('pause', async () => ({ ...instance, health: 'paused' })),
    resume: write('resume', async () => instance),
    events: write('events', async () => ({ events: [], more: false })),
    event: write('event', () => Promise.reject(new ApiFailureError('refused', 'There is no such event.'))),
    outcomes: write('outcomes', async () => ({ outcomes: [] })),
    deadLetters: async () => ({ deadLetters: [summary(1), summary(2)], next: null }),
    countDeadLetters: write('count', async () => ({ count: 7, last: 9 })),
    deadLetter: async (position) => detailOf(position),
    tryEvent: write('try', async () => way),
    retryEdited: write('retryEdited', async () => ({ messageId: 'm1~edited-1' })),
    retry: write('retry', async () => ({ ...job, done: 0, repeated: 0, total: 1, reason: null })),
    drop: write('drop', async () => ({ dropped: 2 })),
    ...answers
  }
  let waiting: (() => void) | undefined
  const failures: string[] = []
  const deliveries = createDeliveries({
    client,
    later: (run) => {
      waiting = run
      return () => void (waiting = undefined)
    },
    onFailure: ({ failure }) => failures.push(failure)
  })
  return { deliveries, asked, failures, pause: () => waiting?.() }
}

const settled = () => new Promise(setImmediate)

const moment = (deadLetters: number): Moment => ({ at: 0, totals: NOTHING, instances: {}, waiting: 0, deadLetters })

test('an instance that is paused is shown so at once, the others as they were', async () => {
  const { deliveries } = service()
  await deliveries.load()
  await deliveries.pause('acme', 'maintenance')
  const known = deliveries.status.value
  expect(known.kind === 'loaded' && known.value.instances.map(({ health }) => health)).toEqual(['paused', 'running'])
})

test('a pause that is refused says why, until one is not', async () => {
  const refusal = new ApiFailureError('refused', 'There is no instance "acme".')
  const { deliveries } = service({ pause: () => Promise.reject(refusal) })
  await deliveries.load()
  await deliveries.pause('acme', '')
  expect(deliveries.refusal.value).toBe('There is no instance "acme".')
  await deliveries.resume('acme')
  expect(deliveries.refusal.value).toBeUndefined()
})

test('a service that goes away leaves what was known', async () => {
  let isGone = false
  const gone = new ApiFailureError('disconnected', 'gone')
  const { deliveries, failures } = service({ status: () => (isGone ? Promise.reject(gone) : Promise.resolve(status)) })
  await deliveries.load()
  isGone = true
  await deliveries.load()
  expect(deliveries.status.value.kind).toBe('loaded')
  expect(failures).toEqual(['disconnected'])
})

test('dead letters are fetched again when their number changes, and not at every moment', async () => {
  let fetched = 0
  const { deliveries } = service({
    deadLetters: async () => {
      fetched += 1
      return { deadLetters: [], next: null }
    }
  })
  for (const count of [0, 0, 3, 3]) deliveries.hear({ kind: 'moment', moment: moment(count) })
  await settled()
  expect(fetched).toBe(2)
})

test.each([
  [{}, 'outcomes [{"maximum":200}]'],
  [{ user: ' ada ', instance: 'acme', kind: 'rejected' as const }, '{"user":"ada","instance":"acme","kind":"rejected"'],
  [{ user: 'ada', event: 'Signed Up' }, 'events [{"user":"ada","event":"Signed Up","maximum":200}]'],
  [{ kind: 'accepted' as const }, 'events [{"maximum":200}]']
])('a search with %j asks for %s', async (filter, expected) => {
  const { deliveries, asked } = service()
  deliveries.live.filter.value = { ...NO_FILTER, ...filter }
  await deliveries.search()
  expect(asked.join()).toContain(expected)
  expect(deliveries.recorded.value).toEqual({ kind: 'answered', answer: [] })
})

test('an event that is no longer kept says so, and one closed meanwhile stays closed', async () => {
  const { deliveries } = service()
  await deliveries.look('m1')
  expect(deliveries.event.value).toEqual({
    messageId: 'm1',
    detail: { kind: 'failed', message: 'There is no such event.' }
  })
  const looking = deliveries.look('m2')
  await deliveries.look(undefined)
  await looking
  expect(deliveries.event.value).toBeUndefined()
})

/** A service, of which a dead letter is looked at. */
async function opened() {
  const all = service()
  await all.deliveries.load()
  await all.deliveries.letters.look(1)
  all.pause()
  return { ...all, letters: all.deliveries.letters }
}

describe('dead letters', () => {
  test('one that is looked at shows what would be sent now', async () => {
    const { letters, asked } = await opened()
    expect(letters.open.value?.tried.value).toEqual({ kind: 'answered', answer: way })
    expect(asked).toEqual([])
  })

  test('one that is edited is tried after a pause, and put back as edited', async () => {
    const { letters, asked, pause } = await opened()
    const open = letters.open.value
    if (open === undefined) throw new Error('Nothing is open.')
    open.text.value = '{"type":"track","event":"Mended"}'
    pause()
    await settled()
    await letters.retryOpen()
    expect(asked).toEqual([
      'try [1,{"type":"track","event":"Mended"}]',
      'retryEdited [1,{"type":"track","event":"Mended"}]'
    ])
    expect(letters.done.value).toEqual({ kind: 'answered', answer: 'The edited event is on its way as m1~edited-1.' })
    expect(letters.open.value).toBeUndefined()
  })

  test('one that is not edited goes as it is', async () => {
    const { letters, asked } = await opened()
    await letters.retryOpen()
    expect(asked).toEqual(['retry [{"kind":"positions","positions":[1]}]'])
  })

  test('text that is no JSON is not tried', async () => {
    const { letters, asked, pause } = await opened()
    const open = letters.open.value
    if (open === undefined) throw new Error('Nothing is open.')
    open.text.value = '{'
    pause()
    await settled()
    expect(asked).toEqual([])
    expect(open.read.value.kind).toBe('mistake')
  })

  test('those chosen are retried at once, and their ticks are gone, though they are still there', async () => {
    const { letters, asked } = await opened()
    letters.chosen.value = new Set([2])
    await letters.retryChosen()
    expect(asked).toEqual(['retry [{"kind":"positions","positions":[2]}]'])
    expect([...letters.chosen.value]).toEqual([])
  })

  test('those chosen are dropped after a question, which means those ticked when it was asked', async () => {
    const { letters, asked } = await opened()
    letters.chosen.value = new Set([1, 2])
    letters.askDropChosen()
    const selection = { kind: 'positions', positions: [1, 2] }
    expect(letters.question.value).toEqual({ action: 'drop', selection, count: 2 })
    letters.chosen.value = new Set()
    await letters.confirm()
    expect(asked).toEqual([`drop [${JSON.stringify(selection)}]`])
    expect(letters.question.value).toBeUndefined()
    expect(letters.done.value).toEqual({ kind: 'answered', answer: '2 dead letters were dropped.' })
  })

  test('all means what was searched by, not what is typed, and only those that were counted', async () => {
    const { letters, asked } = await opened()
    letters.draft.value = { user: 'ada' }
    await letters.search()
    letters.draft.value = {}
    await letters.askAll('drop')
    const selection = { kind: 'matching', filter: { user: 'ada' }, last: 9 }
    expect(letters.question.value).toEqual({ action: 'drop', selection, count: 7 })
    await letters.confirm()
    expect(asked).toEqual(['count [{"user":"ada"}]', `drop [${JSON.stringify(selection)}]`])
  })

  test('all are retried after a question, and a question can be left', async () => {
    const { letters, asked } = await opened()
    await letters.askAll('retry')
    letters.cancel()
    await letters.confirm()
    expect(asked).toEqual(['count [{}]'])
    await letters.askAll('retry')
    await letters.confirm()
    expect(asked.at(-1)).toBe('retry [{"kind":"matching","filter":{},"last":9}]')
  })

  test('of two questions the last asked is put, whichever is answered first', async () => {
    const answers: ((counted: DeadLetterCount) => void)[] = []
    const { deliveries } = service({
      countDeadLetters: () => new Promise((resolve) => void answers.push(resolve))
    })
    const { letters } = deliveries
    await letters.load()
    const asking = [letters.askAll('drop'), letters.askAll('retry')]
    for (const answer of answers.toReversed()) answer({ count: 7, last: 9 })
    await Promise.all(asking)
    expect(letters.question.value?.action).toBe('retry')
  })

  test('when none is left to ask about, or none can be counted, that is said and nothing is asked', async () => {
    const none = service({ countDeadLetters: async () => ({ count: 0, last: 0 }) }).deliveries
    await none.letters.load()
    await none.letters.askAll('drop')
    expect(none.letters.done.value).toMatchObject({
      kind: 'answered',
      answer: expect.stringContaining('gone') as string
    })
    const refused = new ApiFailureError('refused', 'It cannot be read.')
    const broken = service({ countDeadLetters: () => Promise.reject(refused) }).deliveries
    await broken.letters.load()
    await broken.letters.askAll('drop')
    expect(broken.letters.done.value).toEqual({ kind: 'failed', message: 'It cannot be read.' })
    expect([none.letters.question.value, broken.letters.question.value]).toEqual([undefined, undefined])
  })

  test('what is gone is no longer chosen', async () => {
    const { letters } = await opened()
    letters.chosen.value = new Set([2, 99])
    await letters.load()
    expect([...letters.chosen.value]).toEqual([2])
  })
})
