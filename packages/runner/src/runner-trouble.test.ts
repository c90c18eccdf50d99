import { SECRET } from '../test/acme'
import { eventBy, startEngine } from '../test/start-engine'
import { answering, createVendor, response, silence } from '../test/vendor'
import type { Treatment } from '../test/vendor'

const MINUTE = 60_000

const failing = (times: number): readonly Treatment[] =>
  Array.from({ length: times }, () => ({ kind: 'fails', status: 503 }) as const)

describe('trouble', () => {
  test('Retry-After holds the whole lane, and no other', async () => {
    const { accept, clock, sent, toldOf } = await startEngine({
      limits: { items: 1 },
      maximumConcurrency: 1,
      lingerMilliseconds: 0,
      vendorOf: (time) => createVendor({ clock: time, treatments: [{ kind: 'busy', retryAfter: 60 }] })
    })
    await accept(eventBy('ada', 'send', 'a'), eventBy('bob', 'send', 'b'), eventBy('ada', 'sendElsewhere', 'e'))
    await clock.advance(59_000)
    expect(sent()).toEqual([['a'], ['e']])
    await clock.advance(2000)
    expect(sent().slice(2).flat().toSorted()).toEqual(['a', 'b'])
    expect(toldOf('request-retried').map(({ reason, afterMilliseconds }) => [reason, afterMilliseconds])).toEqual([
      ['The vendor answered 429.', 60_000]
    ])
  })

  test('a point in time in milliseconds is no wait for ever: what the vendor refused is tried again then', async () => {
    let requests = 0
    const { accept, clock, store, sent } = await startEngine({
      transportOf: (vendor, time) => ({
        ...vendor,
        send: async (request, options) => {
          requests += 1
          const reset = String(time.now() + MINUTE)
          return requests === 1 ? response(429, {}, { 'x-ratelimit-reset': reset }) : vendor.send(request, options)
        }
      })
    })
    await accept(eventBy('ada', 'send', 'a'))
    await clock.advance(2 * MINUTE)
    expect(sent()).toEqual([['a']])
    expect(store.recorded()).toMatchObject([{ kind: 'delivered', attempts: 2 }])
  })

  test('a lane that is resumed sends to a vendor that asked it to wait; what was refused waits an hour at most', async () => {
    const { accept, clock, runner, sent } = await startEngine({
      limits: { items: 1 },
      maximumConcurrency: 1,
      vendorOf: (time) => createVendor({ clock: time, treatments: [{ kind: 'busy', retryAfter: 30 * 24 * 60 * 60 }] })
    })
    await accept(eventBy('ada', 'send', 'a'), eventBy('bob', 'send', 'b'))
    await clock.advance(MINUTE)
    expect(sent()).toEqual([['a']])
    runner.pause('acme', 'so that it asks again')
    await clock.settle()
    runner.resume('acme')
    await clock.advance(MINUTE)
    expect(sent()).toEqual([['a'], ['b']])
    await clock.advance(60 * MINUTE)
    expect(sent()).toEqual([['a'], ['b'], ['a']])
  })

  test("one user's trouble delays only that user", async () => {
    const { accept, clock, sent } = await startEngine({
      limits: { items: 1 },
      lingerMilliseconds: 0,
      transportOf: answering((ids) => response(ids.includes('bad') ? 500 : 200, {}))
    })
    await accept(eventBy('ada', 'send', 'bad', 'behind'), ...['b', 'c', 'd'].map((id) => eventBy(id, 'send', id)))
    await clock.advance(5 * MINUTE)
    const others = sent().flat()
    expect(others).toEqual(expect.arrayContaining(['b', 'c', 'd']))
    expect(others).not.toContain('behind')
    expect(others.filter((id) => id === 'bad').length).toBeGreaterThan(3)
  })

  test('an item in whose company the vendor fails again and again ends up alone, and the others get through', async () => {
    const { accept, clock, store, sent } = await startEngine({
      lingerMilliseconds: 5000,
      limits: { items: 4 },
      retryForMilliseconds: 10 * MINUTE,
      transportOf: answering((ids) => response(ids.includes('bad') ? 500 : 200, {}))
    })
    await accept(...['a', 'bad', 'c', 'd'].map((id) => eventBy(id, 'send', id)))
    await clock.advance(30 * MINUTE)
    expect(sent().at(-1)).toEqual(['bad'])
    expect(
      store
        .recorded()
        .map(({ key, kind }) => `${key} ${kind}`)
        .toSorted()
    ).toEqual(['a delivered', 'bad expired', 'c delivered', 'd delivered'])
    expect(store.setAside()).toMatchObject([{ key: 'bad', reason: 'expired: The vendor answered 500.' }])
  })

  test('a circuit opens on a dead vendor, probes with one item, and closes', async () => {
    const { accept, clock, sent, toldOf, runner } = await startEngine({
      limits: { items: 2 },
      lingerMilliseconds: 0,
      maximumConcurrency: 1,
      vendorOf: (time) => createVendor({ clock: time, treatments: failing(7) })
    })
    await accept(...Array.from({ length: 20 }, (_, index) => eventBy(`user ${index}`, 'send', `i${index}`)))
    await clock.advance(200)
    expect(sent()).toHaveLength(5)
    expect(toldOf('circuit-opened')).toMatchObject([{ lane: 'acme/send', reason: 'The vendor answered 503.' }])
    expect(runner.status().find(({ lane }) => lane === 'acme/send')).toMatchObject({ circuit: 'open', underWay: 0 })
    await clock.advance(10 * MINUTE)
    expect(
      sent()
        .slice(5, 8)
        .map(({ length }) => length)
    ).toEqual([1, 1, 1])
    expect(
      sent()
        .slice(8)
        .some(({ length }) => length === 2)
    ).toBe(true)
    expect(toldOf('circuit-opened')).toHaveLength(1)
    expect(toldOf('circuit-closed')).toHaveLength(1)
  })

  test('what is tried for too long expires and is set aside; the backlog behind a dead vendor does not', async () => {
    const { accept, clock, store } = await startEngine({
      limits: { items: 1 },
      lingerMilliseconds: 0,
      retryForMilliseconds: 60 * MINUTE,
      transportOf: answering(() => response(503, {}))
    })
    await accept(...Array.from({ length: 50 }, (_, index) => eventBy(`user ${index}`, 'send', `i${index}`)))
    await clock.advance(180 * MINUTE)
    const expired = store.recorded().filter(({ kind }) => kind === 'expired')
    expect(expired.length).toBeGreaterThan(0)
    expect(store.left()).toBeGreaterThan(30)
  })

  test('no answer leaves open whether the vendor has it, and the outcome says so', async () => {
    const { accept, finish, store, toldOf } = await startEngine({
      vendorOf: (time) =>
        createVendor({ clock: time, treatments: [{ kind: 'silence', isTaken: true, how: 'timeout' }] })
    })
    await accept(eventBy('ada', 'send', 'a'))
    await finish()
    expect(store.recorded()).toMatchObject([{ kind: 'delivered', unknown: true, attempts: 2 }])
    expect(toldOf('delivery-retried')).toMatchObject([{ reason: 'No answer came.', afterMilliseconds: 250 }])
    expect(toldOf('delivery-ended')).toMatchObject([{ unknown: true }])
  })

  test('a request that did not leave is known not to have arrived', async () => {
    let requests = 0
    const { accept, finish, store } = await startEngine({
      transportOf: answering((ids) => {
        requests += 1
        return requests === 1 ? { ...silence('network'), unsent: true } : response(200, { ids })
      })
    })
    await accept(eventBy('ada', 'send', 'a'))
    await finish()
    expect(store.recorded()).toMatchObject([{ kind: 'delivered', unknown: false, attempts: 2 }])
  })

  test("the vendor's words are recorded without the secrets in them", async () => {
    const { accept, finish, store, toldOf } = await startEngine({
      transportOf: answering(() => response(400, { message: `What is ${SECRET}?` }))
    })
    await accept(eventBy('ada', 'send', 'a'))
    await finish()
    expect(store.recorded()).toMatchObject([{ kind: 'rejected', status: 400, reason: '400: What is ‹redacted›?' }])
    expect(JSON.stringify([store.setAside(), toldOf('delivery-ended')])).not.toContain('s3cr3t')
  })
})

test('waits between tries double up to a minute: at first the item waits, then the circuit does', async () => {
  const { accept, clock, toldOf } = await startEngine({
    transportOf: answering(() => silence('network')),
    limits: { items: 1 }
  })
  await accept(eventBy('ada', 'send', 'a'))
  await clock.advance(10 * MINUTE)
  expect(
    toldOf('delivery-retried')
      .slice(0, 9)
      .map(({ afterMilliseconds }) => afterMilliseconds)
  ).toEqual([250, 500, 1000, 2000, 375, 750, 1500, 3000, 6000])
})
