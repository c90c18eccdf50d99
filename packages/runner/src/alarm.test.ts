import { createFakeClock } from '../test/fake-clock'
import { createAlarm } from './alarm'

function setUp() {
  const clock = createFakeClock(0)
  const rings: number[] = []
  const alarm = createAlarm(clock, () => rings.push(clock.now()))
  return { clock, rings, alarm }
}

test('rings once, at the time it is set to', async () => {
  const { clock, rings, alarm } = setUp()
  alarm.set(100)
  await clock.advance(1000)
  expect(rings).toEqual([100])
})

test('an earlier time counts, a later one does not', async () => {
  const { clock, rings, alarm } = setUp()
  alarm.set(100)
  alarm.set(50)
  alarm.set(200)
  await clock.advance(1000)
  expect(rings).toEqual([50])
})

test('does not ring when it is cleared, or set to never', async () => {
  const { clock, rings, alarm } = setUp()
  alarm.set(100)
  alarm.clear()
  alarm.set(Infinity)
  await clock.advance(1000)
  expect(rings).toEqual([])
  expect(clock.waits()).toEqual([])
})
