import { eventBy, startEngine } from '../../test/start-engine'
import { createVendor } from '../../test/vendor'

const limits = { items: 1, rate: { requests: 2, perSeconds: 3 } }

test('what waits for the declared rate is told with how long it waited', async () => {
  const engine = await startEngine({ limits })
  await engine.accept(...['a', 'b', 'c'].map((id) => eventBy(id, 'send', id)))
  await engine.finish()
  const [first, , third] = engine.vendor.seen
  const [told, ...others] = engine.toldOf('lane-held-back')
  expect(others).toEqual([])
  expect(told).toMatchObject({ instance: 'acme', lane: 'acme/send', cause: 'rate' })
  // The first two start together; the third has been ready since.
  expect((third?.at ?? 0) - (first?.at ?? 0)).toBe(3000)
  expect(told?.milliseconds).toBeLessThanOrEqual(3000)
  expect(told?.milliseconds).toBeGreaterThan(2900)
})

test('what waits because the vendor asked for it is told as such', async () => {
  const engine = await startEngine({
    limits: { items: 1 },
    vendorOf: (clock) => createVendor({ clock, treatments: [{ kind: 'busy', retryAfter: 30 }] })
  })
  await engine.accept(eventBy('a', 'send', 'a'))
  await engine.clock.advance(300)
  await engine.accept(eventBy('b', 'send', 'b'))
  await engine.finish()
  expect(engine.toldOf('lane-held-back')).toMatchObject([{ cause: 'vendor' }])
})

test('who need not wait is not told of', async () => {
  const engine = await startEngine()
  await engine.accept(eventBy('a', 'send', 'a'))
  await engine.finish()
  expect(engine.toldOf('lane-held-back')).toEqual([])
})
