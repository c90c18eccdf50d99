import { eventOf, planAcme } from '../test/acme'
import type { Thing } from '../test/acme'
import { failure, response } from '../test/fake-transport'
import type { Answer } from '../test/fake-transport'
import { startRunner } from '../test/start-runner'

const HOUR = 3_600_000

const things = (...ids: readonly (string | number)[]): readonly Thing[] => ids.map((id) => ({ id }))

/** Answers with each exchange in turn, then with 200. */
const inTurn =
  (...exchanges: readonly ReturnType<typeof response>[]): Answer =>
  (_seen, index) =>
    exchanges[index] ?? response(200)

/** Refuses every request with one of the culprits, without naming it. */
const refusesWith =
  (culprits: readonly string[], status: number): Answer =>
  ({ ids }) =>
    ids.some((id) => culprits.includes(String(id))) ? response(status, { message: 'invalid' }) : response(200)

/** Sends one event for each item, together, and waits until all has ended. */
async function deliverAll(answer: Answer, ...ids: readonly string[]) {
  const started = startRunner({ answer })
  const begin = started.clock.now()
  for (const id of ids) await started.runner.accept(eventOf('send', { id }), id)
  await started.finish()
  return { ...started, begin, times: started.transport.seen.map(({ at }) => at - begin) }
}

test('what can heal is sent again after half of the growing backoff, the same items in the same order', async () => {
  const { transport, times, ended } = await deliverAll(
    inTurn(failure('Reset.'), response(503), response(429), response(408)),
    'a',
    'b'
  )
  expect(transport.ids()).toEqual(Array.from({ length: 5 }, () => ['a', 'b']))
  expect(times).toEqual([0, 250, 750, 1750, 3750])
  expect(ended()).toEqual([
    { of: 'a', kind: 'delivered', status: 200, attempts: 5 },
    { of: 'b', kind: 'delivered', status: 200, attempts: 5 }
  ])
})

test('each retry is told with its reason and its wait', async () => {
  const { told } = await deliverAll(inTurn(failure('Reset.'), response(503, { message: 'busy' })), 'a')
  expect(told.filter(({ kind }) => kind === 'request-retried')).toEqual([
    { kind: 'request-retried', reason: 'Reset.', afterMilliseconds: 250 },
    { kind: 'request-retried', reason: '503: busy', afterMilliseconds: 500 }
  ])
})

test('a wait never grows beyond a minute', async () => {
  const { times } = await deliverAll(inTurn(...Array.from({ length: 9 }, () => response(500))), 'a')
  expect(times.slice(-2).reduce((first, second) => second - first)).toBe(30_000)
})

test('what comes later waits for what came first', async () => {
  const { runner, clock, transport, finish } = startRunner({
    plan: planAcme({ items: 1 }),
    answer: inTurn(response(500), response(500))
  })
  await runner.accept(eventOf('send', ...things('a', 'b')))
  await clock.settle()
  await finish()
  expect(transport.ids()).toEqual([['a'], ['a'], ['a'], ['b']])
})

test('the vendor is given the time it asks for', async () => {
  const { times } = await deliverAll(inTurn(response(429, {}, { 'retry-after': '90' })), 'a')
  expect(times).toEqual([0, 90_000])
})

test('but never less than our own backoff', async () => {
  const { times } = await deliverAll(inTurn(response(429, {}, { 'retry-after': '0' })), 'a')
  expect(times).toEqual([0, 250])
})

test('a final refusal ends with the words of the vendor and is not sent again', async () => {
  const { transport, ended } = await deliverAll(inTurn(response(401, { error: 'unknown key' })), 'a', 'b')
  expect(transport.seen).toHaveLength(1)
  expect(ended()).toEqual([
    { of: 'a', kind: 'rejected', status: 401, reason: '401: unknown key', attempts: 1 },
    { of: 'b', kind: 'rejected', status: 401, reason: '401: unknown key', attempts: 1 }
  ])
})

describe('a delivery is tried for as long as allowed', () => {
  test('and then expires with what kept failing', async () => {
    const { runner, transport, ended, finish, clock } = startRunner({
      answer: () => response(500, { message: 'broken' }),
      retryForMilliseconds: 1000
    })
    const begin = clock.now()
    await runner.accept(eventOf('send', { id: 'a' }), 'a')
    await finish()
    // The next would come at 1750.
    expect(transport.seen.map(({ at }) => at - begin)).toEqual([0, 250, 750])
    expect(ended()).toEqual([{ of: 'a', kind: 'expired', status: 500, reason: '500: broken', attempts: 3 }])
    expect(clock.now() - begin).toBe(750)
  })

  test('also when there was never an answer', async () => {
    const { runner, ended, finish } = startRunner({ answer: () => failure('Reset.'), retryForMilliseconds: 0 })
    await runner.accept(eventOf('send', { id: 'a' }), 'a')
    await finish()
    expect(ended()).toEqual([{ of: 'a', kind: 'expired', reason: 'Reset.', attempts: 1 }])
  })

  test('a retry may come in the last moment', async () => {
    const { runner, ended, finish } = startRunner({ answer: inTurn(response(500)), retryForMilliseconds: 250 })
    await runner.accept(eventOf('send', { id: 'a' }), 'a')
    await finish()
    expect(ended()).toEqual([{ of: 'a', kind: 'delivered', status: 200, attempts: 2 }])
  })

  test('four hours, if nothing else is said', async () => {
    const { transport, begin, ended } = await deliverAll(() => response(500), 'a')
    expect(ended()).toMatchObject([{ kind: 'expired' }])
    const last = (transport.seen.at(-1)?.at ?? 0) - begin
    expect(last).toBeLessThanOrEqual(4 * HOUR)
    expect(last).toBeGreaterThan(4 * HOUR - 60_000)
  })

  test('not at all when the vendor asks for more', async () => {
    const { transport, ended } = await deliverAll(inTurn(response(429, {}, { 'retry-after': '14401' })), 'a')
    expect(transport.seen).toHaveLength(1)
    expect(ended()).toMatchObject([{ kind: 'expired', status: 429 }])
  })

  test('not anew for the parts of a batch that was refused whole', async () => {
    const { runner, transport, ended, finish, clock } = startRunner({
      answer: ({ ids }, index) => response(ids.length > 1 && index > 0 ? 400 : 500),
      retryForMilliseconds: 1000
    })
    const begin = clock.now()
    await runner.accept(eventOf('send', ...things('a', 'b')), 'event')
    await finish()
    expect(transport.seen.map(({ ids, at }) => [ids.join(''), at - begin])).toEqual([
      ['ab', 0],
      ['ab', 250],
      ['a', 250],
      ['a', 500],
      ['a', 1000],
      ['b', 1000]
    ])
    expect(ended()).toMatchObject([{ of: 'event', kind: 'expired', attempts: 5 }])
  })
})

describe('a batch that the vendor refuses whole', () => {
  test.each([400, 413, 422])('with %i is halved in order until the culprit stands alone', async (status) => {
    const { transport, ended } = await deliverAll(refusesWith(['d'], status), 'a', 'b', 'c', 'd', 'e')
    expect(transport.ids().map((ids) => ids.join(''))).toEqual(['abcde', 'abc', 'de', 'd', 'e'])
    expect(ended()).toEqual([
      { of: 'a', kind: 'delivered', status: 200, attempts: 2 },
      { of: 'b', kind: 'delivered', status: 200, attempts: 2 },
      { of: 'c', kind: 'delivered', status: 200, attempts: 2 },
      { of: 'd', kind: 'rejected', status, reason: `${status}: invalid`, attempts: 3 },
      { of: 'e', kind: 'delivered', status: 200, attempts: 3 }
    ])
  })

  test('may hold several', async () => {
    const { ended } = await deliverAll(refusesWith(['a', 'e'], 400), 'a', 'b', 'c', 'd', 'e')
    expect(ended().map(({ of, kind }) => [of, kind])).toEqual([
      ['a', 'rejected'],
      ['b', 'delivered'],
      ['c', 'delivered'],
      ['d', 'delivered'],
      ['e', 'rejected']
    ])
  })
})

test('items the vendor names are rejected, the others travel again without them', async () => {
  const { transport, ended } = await deliverAll(
    ({ ids }) => {
      const index = ids.indexOf('b')
      return index < 0 ? response(200) : response(400, { errors: [{ index, reason: 'no b' }] })
    },
    'a',
    'b',
    'c'
  )
  expect(transport.ids()).toEqual([
    ['a', 'b', 'c'],
    ['a', 'c']
  ])
  expect(ended()).toEqual([
    { of: 'b', kind: 'rejected', status: 400, reason: 'no b', attempts: 1 },
    { of: 'a', kind: 'delivered', status: 200, attempts: 2 },
    { of: 'c', kind: 'delivered', status: 200, attempts: 2 }
  ])
})

test('items the vendor names inside a success are rejected, the others are delivered', async () => {
  const { transport, ended } = await deliverAll(
    inTurn(response(207, { errors: [{ index: 1, reason: 'no b' }] })),
    'a',
    'b'
  )
  expect(transport.seen).toHaveLength(1)
  expect(ended()).toEqual([
    { of: 'a', kind: 'delivered', status: 207, attempts: 1 },
    { of: 'b', kind: 'rejected', status: 207, reason: 'no b', attempts: 1 }
  ])
})

test('an item that may heal is sent again alone, as its own delivery goes on', async () => {
  const { transport, ended } = await deliverAll(
    inTurn(response(200, { errors: [{ index: 1, reason: 'not yet', mayHeal: true }] })),
    'a',
    'b',
    'c'
  )
  expect(transport.ids()).toEqual([['a', 'b', 'c'], ['b']])
  expect(ended()).toEqual([
    { of: 'a', kind: 'delivered', status: 200, attempts: 1 },
    { of: 'c', kind: 'delivered', status: 200, attempts: 1 },
    { of: 'b', kind: 'delivered', status: 200, attempts: 2 }
  ])
})

test('the request, its items and its answer are told', async () => {
  const { told, clock, runner, finish, transport } = startRunner({
    answer: async () => {
      await clock.wait(40)
      return response(202)
    }
  })
  const event = eventOf('send', ...things('a', 'b'))
  await runner.accept(event, 'line 1')
  await finish()
  const delivery = { event, reference: 'line 1', subscription: 'send things', action: 'send' }
  const request = transport.seen[0]?.request
  expect(told).toEqual([
    { kind: 'request-started', endpoint: expect.anything() as unknown, request, deliveries: [delivery, delivery] },
    { kind: 'request-ended', request, exchange: response(202), milliseconds: 40 },
    { kind: 'delivery-ended', delivery, ended: { kind: 'delivered', status: 202, attempts: 1 }, notes: [] }
  ])
})

describe('a mistake in an endpoint', () => {
  test('costs only the item it is made on, and quotes nothing of it', async () => {
    const { runner, transport, ended, finish } = startRunner()
    for (const id of ['a', 'cursed', 'b']) await runner.accept(eventOf('sendToBroken', { id }), id)
    await finish()
    expect(transport.ids().flat()).toEqual(['a', 'b'])
    expect(ended()).toEqual([
      { of: 'a', kind: 'delivered', status: 200, attempts: 1 },
      {
        of: 'cursed',
        kind: 'rejected',
        reason: 'No request can be made of this item (RangeError): a fault of the definition, please report it.',
        attempts: 0
      },
      { of: 'b', kind: 'delivered', status: 200, attempts: 1 }
    ])
  })

  test('leaves the lane open for what comes after', async () => {
    const { runner, ended, finish } = startRunner()
    await runner.accept(eventOf('sendToBroken', { id: 'cursed' }), 'cursed')
    await finish()
    await runner.accept(eventOf('sendToBroken', { id: 'a' }), 'a')
    await finish()
    expect(ended().map(({ of, kind }) => [of, kind])).toEqual([
      ['cursed', 'rejected'],
      ['a', 'delivered']
    ])
  })
})
