import fc from 'fast-check'
import { backoffMilliseconds } from './backoff'

const backoff = { baseMilliseconds: 500, maximumMilliseconds: 60_000 }

const longest = (attempt: number): number => backoffMilliseconds(attempt, backoff, () => 0.999_999_999)

test('the longest wait doubles with every attempt up to the maximum', () => {
  expect([1, 2, 3, 4, 7, 8, 9, 5000].map(longest)).toEqual([499, 999, 1999, 3999, 31_999, 59_999, 59_999, 59_999])
})

test('the jitter is full: the wait is the same share of the longest as the random number is of one', () => {
  expect(backoffMilliseconds(1, backoff, () => 0)).toBe(0)
  expect(backoffMilliseconds(3, backoff, () => 0.25)).toBe(500)
})

test('a wait is a whole number of milliseconds, never negative and never above the maximum', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempt, random) => {
        const wait = backoffMilliseconds(attempt, backoff, () => random)
        expect(Number.isInteger(wait)).toBe(true)
        expect(wait).toBeGreaterThanOrEqual(0)
        expect(wait).toBeLessThan(60_000)
      }
    )
  )
})
