import { interruptible, unlessAborted } from './interruptible'
import type { Clock, Transport } from '@waybill/runner'

const request = { method: 'POST', url: 'http://127.0.0.1/', headers: {}, body: '{}' } as const
const answer = { kind: 'response', response: { status: 200, headers: {}, body: {} } } as const
const failure = { kind: 'failure', failure: 'network', message: 'Given up.' } as const

/** A vendor that answers when told to, or never; a clock whose waits end when told to. */
function createSurroundings() {
  const interruption = new AbortController()
  const waits: { readonly milliseconds: number; readonly end: () => void; isOver: boolean }[] = []
  const answers: (() => void)[] = []
  const transport: Transport = {
    send: (_request, { signal }) =>
      new Promise((resolve) => {
        answers.push(() => resolve(answer))
        signal?.addEventListener('abort', () => resolve(failure))
      }),
    close: () => Promise.resolve()
  }
  const clock: Clock = {
    now: () => 0,
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        const wait = { milliseconds, end: resolve, isOver: false }
        waits.push(wait)
        if (signal?.aborted) resolve()
        signal?.addEventListener('abort', () => {
          wait.isOver = true
          resolve()
        })
      })
  }
  return { interruption, waits, answers, ...interruptible(transport, clock, interruption.signal) }
}

const turns = async (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Whether a promise has resolved once everything that could happen has happened. */
async function isResolved(promise: Promise<unknown>): Promise<boolean> {
  let resolved = false
  void promise.then(() => (resolved = true))
  await turns()
  return resolved
}

test('without an interruption nothing changes', async () => {
  const { transport, clock, answers, waits, stopped } = createSurroundings()
  const sent = transport.send(request, { timeoutSeconds: 1 })
  answers[0]?.()
  expect(await sent).toBe(answer)
  const waited = clock.wait(5)
  expect(waits[0]?.milliseconds).toBe(5)
  waits[0]?.end()
  await waited
  expect(await isResolved(stopped)).toBe(false)
})

test('afterwards no request is started, and no wait ends', async () => {
  const { transport, clock, answers, interruption } = createSurroundings()
  const waiting = clock.wait(5)
  interruption.abort()
  const sent = transport.send(request, { timeoutSeconds: 1 })
  expect(answers).toHaveLength(0)
  expect(await isResolved(Promise.race([sent, waiting, clock.wait(1)]))).toBe(false)
})

test('a request under way is waited for, and no longer than that', async () => {
  const { transport, answers, interruption, stopped } = createSurroundings()
  const sent = transport.send(request, { timeoutSeconds: 1 })
  interruption.abort()
  expect(await isResolved(stopped)).toBe(false)
  answers[0]?.()
  expect(await sent).toBe(answer)
  await stopped
})

test('a request that is not answered is given up after a moment', async () => {
  const { transport, waits, interruption, stopped } = createSurroundings()
  const sent = transport.send(request, { timeoutSeconds: 60 })
  interruption.abort()
  await turns()
  expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([3000])
  waits[0]?.end()
  await stopped
  expect(await sent).toBe(failure)
})

test('a wait that its own signal ends does end', async () => {
  const { clock } = createSurroundings()
  const lingering = new AbortController()
  const waiting = clock.wait(200, lingering.signal)
  lingering.abort()
  await waiting
  await clock.wait(200, lingering.signal)
  expect(lingering.signal.aborted).toBe(true)
})

test('work is waited for unless the signal aborts', async () => {
  const { interruption } = createSurroundings()
  await unlessAborted(interruption.signal, Promise.resolve())
  await expect(unlessAborted(interruption.signal, Promise.reject(new Error('failed')))).rejects.toThrow('failed')
  const endless = unlessAborted(interruption.signal, new Promise(() => undefined))
  interruption.abort()
  await endless
  await unlessAborted(interruption.signal, new Promise(() => undefined))
  expect(interruption.signal.aborted).toBe(true)
})
