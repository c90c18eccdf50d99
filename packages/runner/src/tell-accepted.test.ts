import { eventBy, startEngine } from '../test/start-engine'

test('deliveries are told as accepted by their action, many at once', async () => {
  const engine = await startEngine()
  await engine.accept(eventBy('a', 'send twice', '1'), eventBy('a', 'send', '2'), eventBy('b', 'nothing'))
  expect(engine.toldOf('deliveries-accepted')).toEqual([
    { kind: 'deliveries-accepted', instance: 'acme', action: 'send', count: 2 },
    { kind: 'deliveries-accepted', instance: 'acme', action: 'sendAgain', count: 1 },
    { kind: 'deliveries-accepted', instance: 'acme', action: undefined, count: 1 }
  ])
  await engine.finish()
  expect(engine.toldOf('delivery-ended')).toHaveLength(4)
})

test('what is repeated is told as such, and neither accepted nor waited for', async () => {
  const engine = await startEngine()
  engine.runner.pause('acme', 'maintenance')
  const [first, second] = [eventBy('a', 'send twice', '1'), eventBy('b', 'send', '2')]
  expect(await engine.accept(first)).toEqual([])
  expect(await engine.accept(first, second, second)).toEqual([0, 2])
  expect(engine.toldOf('deliveries-accepted').map(({ action, count }) => [action, count])).toEqual([
    ['send', 1],
    ['sendAgain', 1],
    ['send', 1]
  ])
  expect(engine.toldOf('deliveries-repeated')).toEqual([
    { kind: 'deliveries-repeated', instance: 'acme', action: 'send', count: 2 },
    { kind: 'deliveries-repeated', instance: 'acme', action: 'sendAgain', count: 1 }
  ])
  const waiting = engine.runner.status().map(({ lane, waiting: messages }) => [lane, messages])
  expect(waiting).toContainEqual(['acme/send', 2])
  engine.runner.resume('acme')
  await engine.finish()
  expect(engine.toldOf('delivery-ended')).toHaveLength(3)
  expect(await engine.accept(second)).toEqual([0])
  expect(engine.runner.status().every((lane) => lane.waiting === 0)).toBe(true)
})

test('an event that is new to one of its lanes is not wholly repeated', async () => {
  const engine = await startEngine()
  const event = eventBy('a', 'send', '1')
  await engine.accept(event)
  expect(await engine.accept({ ...event, event: 'sendElsewhere' }, event)).toEqual([1])
})
