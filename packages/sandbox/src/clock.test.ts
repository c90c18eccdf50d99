import { systemClock } from './clock'

test('a wait ends when it is aborted', async () => {
  const abort = new AbortController()
  const waiting = systemClock.wait(2 ** 30, abort.signal)
  abort.abort()
  await expect(waiting).resolves.toBeUndefined()
})

test('a wait that is aborted beforehand does not begin', async () => {
  await expect(systemClock.wait(2 ** 30, AbortSignal.abort())).resolves.toBeUndefined()
})

test('a wait ends by itself', async () => {
  await expect(systemClock.wait(0, new AbortController().signal)).resolves.toBeUndefined()
})

test('the time is the machine’s', () => {
  const before = Date.now()
  expect(systemClock.now()).toBeGreaterThanOrEqual(before)
})
