import { createRandom } from './random'

const draw = (seed: number): number[] => Array.from({ length: 1000 }, createRandom(seed))

test('the same seed gives the same numbers and another seed gives others', () => {
  expect(draw(7)).toEqual(draw(7))
  expect(draw(7)).not.toEqual(draw(8))
})

test('the numbers lie in [0, 1) and are spread over it', () => {
  const numbers = draw(42)
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true)
  expect(new Set(numbers.map((number) => Math.floor(number * 10))).size).toBe(10)
})
