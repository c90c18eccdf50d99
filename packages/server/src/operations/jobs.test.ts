import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SegmentEvent } from '@waybill/kit'
import { createMemoryStore, QueueStoreError } from '@waybill/runner'
import type { QueueStore } from '@waybill/runner'
import { planAcme } from '../../../runner/test/acme'
import { createFakeClock } from '../../../runner/test/fake-clock'
import { eventBy } from '../../../runner/test/start-engine'
import { REFUSED } from '../../../runner/test/vendor'
import type { TestCoreOptions } from '../../test/start-core'
import { closeOperations, startOperations } from '../../test/start-operations'
import type { TestOperations } from '../../test/start-operations'
import { openEventLog } from '../event-log/event-log'
import type { Job, Jobs } from './contract'
import { createJobs } from './jobs'
import type { KeptJob, ReplayTask } from './kept-job'
import { runReplay } from './replay'

const copies: string[] = []
afterAll(async () => {
  await closeOperations()
  for (const copy of copies) rmSync(copy, { recursive: true, force: true })
})

/** A store that the end of a service does not close: what a file would keep for the next. */
const lastingStore = (): QueueStore => ({ ...createMemoryStore(), close: () => Promise.resolve() })

/** The folder as a process leaves it that is killed now. */
function copyOf({ folder }: TestOperations): string {
  const copy = mkdtempSync(join(tmpdir(), 'waybill-killed-'))
  copies.push(copy)
  cpSync(folder, copy, { recursive: true })
  return copy
}

/** Where the next service starts, when the one before ended by being stopped or by being killed. */
const ways: readonly [string, (test: TestOperations) => Promise<string>][] = [
  [
    'stop',
    async (test) => {
      await test.close()
      return test.folder
    }
  ],
  ['kill', async (test) => copyOf(test)]
]

const keptIn = (folder: string): unknown => JSON.parse(readFileSync(join(folder, 'jobs.json'), 'utf8'))

/** Lets the clock and the disk go on until something is so. */
async function until(test: TestOperations, holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await test.clock.advance(0)
}

const find = (test: TestOperations, { id }: Job): Promise<Job> => test.get<Job>(`/jobs/${id}`)

/** Waits until the file has no job any more. */
const nothingKept = (test: TestOperations) => until(test, () => JSON.stringify(keptIn(test.folder)) === '[]')

/** Lets time go on, too, until the job has ended and all is delivered. */
async function finish(test: TestOperations, job: Job): Promise<Job> {
  while ((await find(test, job)).state === 'running') await test.clock.advance(1000)
  await test.finish()
  return find(test, job)
}

const told = (test: TestOperations) => test.told.filter(({ kind }) => kind.startsWith('job-'))

describe('a replay', () => {
  const events: readonly SegmentEvent[] = ['1', '2', '3', '4', '5'].map((id) => eventBy(`user ${id}`, 'send', id))

  /** One that has sent two of five events, one every two seconds; the file has it by then. */
  async function startReplay(options: TestCoreOptions = {}): Promise<{ test: TestOperations; job: Job }> {
    const test = await startOperations(options)
    await test.accept(...events)
    await test.finish()
    await test.clock.advance(1)
    const job = await test.post<Job>('/replays', { instance: 'acme', filter: {}, name: 'mended', perSecond: 0.5 })
    await until(test, async () => (await find(test, job)).done === 1)
    await test.clock.advance(2000)
    await until(test, async () => (await find(test, job)).done === 2)
    await test.clock.advance(1000)
    await until(test, () => JSON.stringify(keptIn(test.folder)).includes('"done":2'))
    return { test, job }
  }

  test.each(ways)('goes on after a %s with what it had not sent, also when its ids are forgotten', async (_, end) => {
    const { test, job } = await startReplay()
    const next = await startOperations({ folder: await end(test), store: createMemoryStore() })
    expect(told(next)).toEqual([{ kind: 'job-goes-on', title: 'Replay "mended" to acme.', done: 2 }])
    const ended = await finish(next, job)
    expect(ended).toMatchObject({ id: job.id, state: 'done', startedAt: job.startedAt, done: 5, total: null })
    expect(next.vendor.taken).toEqual(['3', '4', '5'])
    expect(told(next)[1]).toMatchObject({ kind: 'job-ended', state: 'done', done: 5, reason: null })
    await nothingKept(next)
  })

  test('keeps its pace when it goes on', async () => {
    const { test, job } = await startReplay()
    await test.close()
    const next = await startOperations({ folder: test.folder })
    await until(next, async () => (await find(next, job)).done === 3)
    await next.clock.advance(1999)
    expect(await find(next, job)).toMatchObject({ done: 3, state: 'running' })
    await next.clock.advance(1)
    await until(next, async () => (await find(next, job)).done === 4)
  })

  test('that was killed before the file had it all sends nothing twice', async () => {
    const store = lastingStore()
    const { test, job } = await startReplay({ store })
    const folder = copyOf(test)
    const [kept] = keptIn(folder) as readonly [KeptJob & { readonly task: ReplayTask }]
    const { after: _, ...task } = kept.task
    writeFileSync(join(folder, 'jobs.json'), JSON.stringify([{ ...kept, done: 0, task }]))
    await test.finish()
    const next = await startOperations({ folder, store })
    const ended = await finish(next, job)
    expect(ended).toMatchObject({ state: 'done', done: 3, repeated: 2 })
    expect([...test.vendor.taken, ...next.vendor.taken]).toEqual(['1', '2', '3', '4', '5', '1', '2', '3', '4', '5'])
  })

  test('that is interrupted while it waits for room has not done what it holds', async () => {
    const { test } = await startReplay()
    const { clock } = test
    const log = await openEventLog({
      folder: join(test.folder, 'events'),
      clock,
      keepMilliseconds: Infinity,
      maximumBytes: Infinity,
      failed: () => undefined
    })
    const interruption = new AbortController()
    const progress = jest.fn()
    const accept = jest.fn(() => Promise.resolve({ kind: 'busy', reason: 'full', retryAfterSeconds: 10 } as const))
    const running = runReplay(
      { core: { ...test.core, accept }, log },
      { kind: 'replay', instance: 'acme', filter: {}, name: 'full' },
      { progress, signal: interruption.signal }
    )
    await until(test, () => accept.mock.calls.length === 1)
    interruption.abort()
    await running
    expect(progress).not.toHaveBeenCalled()
  })

  test('sends nothing that was accepted after it was asked for, whenever that is', async () => {
    const { test, job } = await startReplay()
    await test.accept(eventBy('late', 'send', 'late'))
    await test.close()
    const next = await startOperations({ folder: test.folder })
    await finish(next, job)
    expect(next.vendor.taken).toEqual(['3', '4', '5'])
  })

  test('up to a time to come ends where it would have ended without an interruption', async () => {
    const test = await startOperations()
    const body = { instance: 'acme', filter: { until: 1_800_000_000_000 }, perSecond: 1 }
    await test.accept(...events)
    await test.clock.advance(1)
    const job = await test.post<Job>('/replays', body)
    await test.accept(eventBy('late', 'send', 'late'))
    await test.close()
    const next = await startOperations({ folder: test.folder })
    await finish(next, job)
    expect(next.vendor.taken).not.toContain('late')
    expect(next.vendor.taken).toContain('5')
  })

  test.each<[string, TestCoreOptions, string]>([
    [
      'whose instance is gone',
      { instances: [{ id: 'other', plan: planAcme() }] },
      'There is no instance "acme"; there are other.'
    ],
    [
      'without an event log',
      { operations: { eventLogDays: 0 } },
      'Events are not kept: set operations.eventLogDays above 0, and those accepted from then on are.'
    ]
  ])('%s fails with the reason, and is not taken up again', async (_, options, reason) => {
    const { test, job } = await startReplay()
    await test.close()
    const next = await startOperations({ ...options, folder: test.folder })
    await until(next, async () => (await find(next, job)).state !== 'running')
    expect(await find(next, job)).toMatchObject({ state: 'failed', reason, done: 2, startedAt: job.startedAt })
    expect(told(next)).toMatchObject([{ kind: 'job-goes-on' }, { kind: 'job-ended', state: 'failed', reason }])
    await nothingKept(next)
  })
})

const faulty = () => Promise.reject(new RangeError('of ada@example.com'))
const failing = () => Promise.reject(new QueueStoreError('FAILED', 'The disk is gone.'))

describe('a retry', () => {
  const all = { kind: 'matching', filter: {} } as const

  async function startRetry(selection: object = all, options: TestCoreOptions = {}) {
    const store = lastingStore()
    const test = await startOperations({ store, ...options })
    for (const user of ['a', 'b', 'c', 'd']) await test.accept(eventBy(user, 'send', `${user}${REFUSED}`))
    await test.finish()
    const job = await test.post<Job>('/dead-letters/retry', { selection, perSecond: 1 })
    return { test, job, store }
  }

  test.each([
    ['all', all],
    ['named ones', { kind: 'positions', positions: [4, 3, 2, 1] }]
  ])('of %s goes on after a stop with those that are left, each once', async (_, selection) => {
    const { test, job, store } = await startRetry(selection)
    await until(test, async () => (await find(test, job)).done === 1)
    // Refused again, it is a dead letter again, and not meant.
    await test.finish()
    await test.close()
    expect(keptIn(test.folder)).toMatchObject([{ id: job.id, done: 1 }])
    const next = await startOperations({ folder: test.folder, store })
    const ended = await finish(next, job)
    expect(ended).toMatchObject({ state: 'done', startedAt: job.startedAt, done: 4, total: 4 })
    expect(next.vendor.seen.flatMap(({ ids }) => ids)).toEqual([`b${REFUSED}`, `c${REFUSED}`, `d${REFUSED}`])
  })

  test('goes on after a kill with those that are left, each once', async () => {
    const { test, job, store } = await startRetry()
    await until(test, async () => (await find(test, job)).done === 1)
    await test.finish()
    const next = await startOperations({ folder: copyOf(test), store })
    expect(await finish(next, job)).toMatchObject({ state: 'done', startedAt: job.startedAt, total: 4 })
    expect(next.vendor.seen.flatMap(({ ids }) => ids)).toEqual([`b${REFUSED}`, `c${REFUSED}`, `d${REFUSED}`])
  })

  test.each(ways)('that was cancelled does not go on after a %s', async (_, end) => {
    const { test, job, store } = await startRetry()
    await test.post(`/jobs/${job.id}/cancel`)
    const next = await startOperations({ folder: await end(test), store })
    await next.clock.advance(10_000)
    expect(await next.get<Jobs>('/jobs')).toEqual({ jobs: [] })
    expect(told(next)).toEqual([])
    // It may have put back the first before it was cancelled.
    expect(next.vendor.seen.flatMap(({ ids }) => ids)).not.toContain(`b${REFUSED}`)
  })

  test('waits for room when the disk is full', async () => {
    const store = lastingStore()
    let isFull = true
    const returnDeadLetters: QueueStore['returnDeadLetters'] = (letters, now) =>
      isFull
        ? Promise.reject(new QueueStoreError('DISK_FULL', 'The disk is full.'))
        : store.returnDeadLetters(letters, now)
    const { test, job } = await startRetry(all, { store: { ...store, returnDeadLetters } })
    await test.clock.advance(60_000)
    expect(await find(test, job)).toMatchObject({ state: 'running', done: 0 })
    isFull = false
    expect(await finish(test, job)).toMatchObject({ state: 'done', done: 4 })
  })

  test('fails when the queue does, with its words, and is not taken up again', async () => {
    const { test, job } = await startRetry(all, { store: { ...lastingStore(), returnDeadLetters: failing } })
    await until(test, async () => (await find(test, job)).state === 'failed')
    expect(await find(test, job)).toMatchObject({ reason: 'The disk is gone.' })
    await nothingKept(test)
  })

  test('that fails by a fault says of which kind it is, and nothing else of it', async () => {
    const { test } = await startRetry(all, { store: { ...lastingStore(), returnDeadLetters: faulty } })
    await until(test, () => told(test).length === 1)
    expect(told(test)).toMatchObject([
      { state: 'failed', reason: 'A fault of the service (RangeError); please report it with what you asked for.' }
    ])
  })

  test('ends as ever when its file cannot be written', async () => {
    const store = lastingStore()
    const test = await startOperations({ store })
    mkdirSync(join(test.folder, 'jobs.json.new'))
    await test.accept(eventBy('a', 'send', `a${REFUSED}`))
    await test.finish()
    const job = await test.post<Job>('/dead-letters/retry', { selection: all })
    expect(await finish(test, job)).toMatchObject({ state: 'done', done: 1 })
  })
})

test('a job that is called off in the middle of its work is cancelled, and has not failed', async () => {
  const jobs = createJobs({
    clock: createFakeClock(),
    file: {
      found: [],
      keep: () => Promise.resolve(),
      update: () => undefined,
      forget: () => Promise.resolve(),
      close: () => Promise.resolve()
    },
    run: (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('It was called off.')))
      }),
    changed: () => undefined
  })
  const task: ReplayTask = { kind: 'replay', instance: 'acme', filter: {}, name: 'again', perSecond: undefined }
  const { id } = await jobs.start({ title: 'Replay', total: null, task })
  expect(await jobs.cancel(id)).toMatchObject({ state: 'cancelled', reason: null })
})

test('a file of jobs that is damaged keeps the service from starting', async () => {
  const test = await startOperations()
  writeFileSync(join(test.folder, 'jobs.json'), '[{')
  await expect(startOperations({ folder: test.folder })).rejects.toThrow(/jobs\.json.*mend or remove it/)
})
