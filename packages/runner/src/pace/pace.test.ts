import { createPace } from './pace'

const create = (maximumConcurrency = 8) =>
  createPace({
    rate: { requests: 3, perSeconds: 10 },
    maximumConcurrency,
    backoff: { baseMilliseconds: 1000, maximumMilliseconds: 60_000 },
    random: () => 0.5
  })

test('holds back what the concurrency, the rate and the vendor do not allow, whichever is last', () => {
  const pace = create()
  expect(pace.freeAt(0)).toBe(0)
  pace.begin(0)
  pace.begin(0)
  expect(pace.freeAt(0)).toBe(Infinity)
  for (const _ of [1, 2]) pace.end({ kind: 'good', startedAt: 0, now: 100 })
  expect(pace.freeAt(100)).toBeLessThanOrEqual(100)
  pace.begin(100)
  expect(pace.freeAt(100)).toBe(10_000)
  pace.end({ kind: 'good', startedAt: 100, now: 200, waitMilliseconds: 30_000 })
  expect(pace.freeAt(200)).toBe(30_200)
  expect(pace.pausedFor(200)).toBe(30_000)
})

test('a vendor that is busy and does not say for how long is left alone, for longer each time', () => {
  const pace = create()
  const busy = (now: number): number => {
    pace.begin(now)
    pace.end({ kind: 'busy', startedAt: now, now })
    return pace.pausedFor(now)
  }
  expect([busy(0), busy(10_000), busy(20_000)]).toEqual([500, 1000, 2000])
  pace.begin(30_000)
  pace.end({ kind: 'good', startedAt: 30_000, now: 30_000 })
  expect(busy(40_000)).toBe(500)
})

test('a wish of the vendor can be forgotten, an open circuit stays open', () => {
  const pace = create()
  pace.begin(0)
  pace.end({ kind: 'busy', startedAt: 0, now: 0, waitMilliseconds: 30_000 })
  expect([pace.freeAt(0), pace.heldBy(0)]).toEqual([30_000, 'vendor'])
  pace.forgetWish()
  expect([pace.freeAt(0), pace.heldBy(0)]).toEqual([0, undefined])
  for (const _ of [1, 2, 3, 4, 5]) {
    pace.begin(0)
    pace.end({ kind: 'trouble', startedAt: 0, now: 0 })
  }
  pace.forgetWish()
  expect(pace.isProbing()).toBe(true)
})

test('a busy vendor opens no circuit, a failing one does', () => {
  const pace = create()
  const end = (kind: 'busy' | 'trouble') => {
    pace.begin(0)
    return pace.end({ kind, startedAt: 0, now: 0 })
  }
  for (let answer = 0; answer < 10; answer++) expect(end('busy')).toBeUndefined()
  for (let answer = 0; answer < 4; answer++) expect(end('trouble')).toBeUndefined()
  expect(pace.isProbing()).toBe(false)
  expect(end('trouble')).toBe('opened')
  expect(pace.isProbing()).toBe(true)
})

test('trouble halves what may be under way', () => {
  const pace = create()
  pace.begin(0)
  pace.end({ kind: 'trouble', startedAt: 0, now: 10 })
  expect([pace.concurrency(), pace.underWay()]).toEqual([1, 0])
})
