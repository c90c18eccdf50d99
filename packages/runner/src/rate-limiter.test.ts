import fc from 'fast-check'
import { createFakeClock } from '../test/fake-clock'
import { createRateLimiter } from './rate-limiter'

test('without a rate nobody waits', async () => {
  const clock = createFakeClock()
  const takeTurn = createRateLimiter(undefined, clock)
  for (let turn = 0; turn < 100; turn++) await takeTurn()
  expect(clock.waits()).toEqual([])
})

test('the first turns are free, the next comes when the first is a window old', async () => {
  const clock = createFakeClock()
  const takeTurn = createRateLimiter({ requests: 2, perSeconds: 3 }, clock)
  await takeTurn()
  await clock.advance(1000)
  await takeTurn()
  const third = takeTurn()
  expect(clock.waits()).toEqual([2000])
  await clock.runUntil(third)
  const fourth = takeTurn()
  expect(clock.waits()).toEqual([1000])
  await clock.runUntil(fourth)
})

test('no window ever holds more turns than allowed, and no turn waits longer than that takes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 10 }),
      fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 40 }),
      async (requests, perSeconds, pauses) => {
        const clock = createFakeClock()
        const takeTurn = createRateLimiter({ requests, perSeconds }, clock)
        const window = perSeconds * 1000
        const turns: number[] = []
        for (const pause of pauses) {
          await clock.advance(pause)
          const asked = clock.now()
          await clock.runUntil(takeTurn())
          const turn = clock.now()
          const before = turns.at(-requests)
          expect(turn).toBe(before === undefined ? asked : Math.max(asked, before + window))
          turns.push(turn)
        }
        for (const start of turns) {
          const inWindow = turns.filter((turn) => turn >= start && turn < start + window)
          expect(inWindow.length).toBeLessThanOrEqual(requests)
        }
      }
    )
  )
})
