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
