import { createConcurrency } from './concurrency'

const goodRounds = (concurrency: ReturnType<typeof createConcurrency>, rounds: number): void => {
  for (let round = 0; round < rounds; round++) {
    const limit = concurrency.limit()
    for (let answer = 0; answer < limit; answer++) concurrency.good(limit)
  }
}

test('climbs by about one a round while answers are good, up to the maximum', () => {
  const concurrency = createConcurrency({ maximum: 5 })
  expect(concurrency.limit()).toBe(2)
  goodRounds(concurrency, 2)
  expect(concurrency.limit()).toBe(3)
  goodRounds(concurrency, 20)
  expect(concurrency.limit()).toBe(5)
})

test('does not climb higher than what is used', () => {
  const concurrency = createConcurrency()
  for (let answer = 0; answer < 100; answer++) concurrency.good(1)
  expect(concurrency.limit()).toBe(2)
})

test('halves when it goes badly, once for all that was under way, and never below one', () => {
  const concurrency = createConcurrency({ initial: 8 })
  concurrency.bad(100, 150)
  concurrency.bad(110, 160)
  expect(concurrency.limit()).toBe(4)
  concurrency.bad(160, 200)
  concurrency.bad(200, 250)
  concurrency.bad(250, 300)
  expect(concurrency.limit()).toBe(1)
})

test('starts no higher than it may go', () => {
  expect(createConcurrency({ maximum: 1 }).limit()).toBe(1)
})
