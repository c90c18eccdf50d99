import { jest } from '@jest/globals'
import { systemClock } from './clock'

beforeEach(() => {
  jest.useFakeTimers({ now: 1_700_000_000_000 })
})

afterEach(() => {
  jest.useRealTimers()
})

/** Notes when a promise resolves. */
function watch(promise: Promise<void>): () => boolean {
  let resolved = false
  void promise.then(() => {
    resolved = true
  })
  return () => resolved
}

test('tells the time of the machine', () => {
  expect(systemClock.now()).toBe(1_700_000_000_000)
})

test('waits as long as asked and not longer', async () => {
  const waited = watch(systemClock.wait(1000))
  await jest.advanceTimersByTimeAsync(999)
  expect(waited()).toBe(false)
  await jest.advanceTimersByTimeAsync(1)
  expect(waited()).toBe(true)
})

test('waits as long as a timer can when it is asked for longer', async () => {
  const waited = watch(systemClock.wait(2 ** 40))
  await jest.advanceTimersByTimeAsync(2 ** 31 - 2)
  expect(waited()).toBe(false)
  await jest.advanceTimersByTimeAsync(1)
  expect(waited()).toBe(true)
})

test('stops waiting when the signal aborts, and leaves no timer behind', async () => {
  const controller = new AbortController()
  const waiting = systemClock.wait(1000, controller.signal)
  expect(jest.getTimerCount()).toBe(1)
  controller.abort()
  await waiting
  expect(jest.getTimerCount()).toBe(0)
})

test('does not wait for a signal that has already aborted', async () => {
  await systemClock.wait(1000, AbortSignal.abort())
  expect(jest.getTimerCount()).toBe(0)
})

test('lets go of the signal when the time is over', async () => {
  const { signal } = new AbortController()
  const remove = jest.spyOn(signal, 'removeEventListener')
  const waiting = systemClock.wait(10, signal)
  await jest.advanceTimersByTimeAsync(10)
  await waiting
  expect(remove).toHaveBeenCalledWith('abort', expect.any(Function))
})
