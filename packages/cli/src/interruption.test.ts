import { aborted, unlessAborted } from './interruption'

test('an interruption is told once it happens, also to who asks afterwards', async () => {
  const interruption = new AbortController()
  const before = aborted(interruption.signal)
  interruption.abort()
  await before
  await aborted(interruption.signal)
  expect(interruption.signal.aborted).toBe(true)
})

test('work is waited for unless the signal aborts', async () => {
  const interruption = new AbortController()
  await unlessAborted(interruption.signal, Promise.resolve())
  await expect(unlessAborted(interruption.signal, Promise.reject(new Error('failed')))).rejects.toThrow('failed')
  const endless = unlessAborted(interruption.signal, new Promise(() => undefined))
  interruption.abort()
  await endless
  await unlessAborted(interruption.signal, new Promise(() => undefined))
  expect(interruption.signal.aborted).toBe(true)
})
