import fc from 'fast-check'
import { createRateLimiter } from './rate-limiter'

test('without a rate every turn is free', () => {
  const limiter = createRateLimiter(undefined)
  for (let turn = 0; turn < 100; turn++) {
    expect(limiter.freeAt(5)).toBe(0)
    limiter.take(5)
  }
})

test('a turn is free when the oldest of the last ones is a window old', () => {
  const limiter = createRateLimiter({ requests: 2, perSeconds: 3 })
  limiter.take(1000)
  limiter.take(2500)
  expect(limiter.freeAt(2500)).toBe(4000)
  limiter.take(4000)
  expect(limiter.freeAt(4000)).toBe(5500)
})

test('no window ever holds more turns than allowed, and none is longer in coming than that takes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 10 }),
      fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 40 }),
      (requests, perSeconds, pauses) => {
        const limiter = createRateLimiter({ requests, perSeconds })
        const turns: number[] = []
        let now = 0
        for (const pause of pauses) {
          now += pause
          const turn = Math.max(now, limiter.freeAt(now))
          const before = turns.at(-requests)
          expect(turn).toBe(before === undefined ? now : Math.max(now, before + perSeconds * 1000))
          limiter.take(turn)
          turns.push(turn)
          now = turn
        }
      }
    )
  )
})

test('a clock that is set back makes nobody wait longer than a window', () => {
  const limiter = createRateLimiter({ requests: 1, perSeconds: 2 })
  limiter.take(1_000_000)
  expect(limiter.freeAt(500_000)).toBe(502_000)
})
