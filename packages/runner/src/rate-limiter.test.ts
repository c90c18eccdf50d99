import fc from 'fast-check'
import { createRateLimiter } from './rate-limiter'

test('without a rate every turn is free', () => {
  const limiter = createRateLimiter(undefined)
  for (let turn = 0; turn < 100; turn++) limiter.take(5)
  expect(limiter.freeAt(5)).toBeLessThanOrEqual(5)
})

test('the first turns are free, the next comes when the first is a window old', () => {
  const limiter = createRateLimiter({ requests: 2, perSeconds: 3 })
  limiter.take(0)
  expect(limiter.freeAt(1000)).toBeLessThanOrEqual(1000)
  limiter.take(1000)
  expect(limiter.freeAt(1000)).toBe(3000)
  limiter.take(3000)
  expect(limiter.freeAt(3000)).toBe(4000)
})

test('a clock that is set back makes nobody wait longer than a window', () => {
  const limiter = createRateLimiter({ requests: 1, perSeconds: 3 })
  limiter.take(1_000_000)
  expect(limiter.freeAt(500)).toBe(3500)
})

test('no window ever holds more turns than allowed, and no turn comes later than that takes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 10 }),
      fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 40 }),
      (requests, perSeconds, pauses) => {
        const limiter = createRateLimiter({ requests, perSeconds })
        const window = perSeconds * 1000
        const turns: number[] = []
        let now = 0
        for (const pause of pauses) {
          const asked = now + pause
          now = Math.max(asked, limiter.freeAt(asked))
          const before = turns.at(-requests)
          expect(now).toBe(before === undefined ? asked : Math.max(asked, before + window))
          limiter.take(now)
          turns.push(now)
        }
        for (const start of turns) {
          const inWindow = turns.filter((turn) => turn >= start && turn < start + window)
          expect(inWindow.length).toBeLessThanOrEqual(requests)
        }
      }
    )
  )
})
