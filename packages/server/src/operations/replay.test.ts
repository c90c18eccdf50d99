import { join } from 'node:path'
import type { SegmentEvent } from '@waybill/kit'
import type { Instance } from '@waybill/runner'
import { planAcme } from '../../../runner/test/acme'
import { eventBy } from '../../../runner/test/start-engine'
import { closeOperations, startOperations } from '../../test/start-operations'
import type { TestOperations } from '../../test/start-operations'
import { deletionRecords } from '../deletion/deletion-records'
import { readDeletions } from '../deletion/read-deletions'
import { RECORDS_FILE } from '../deletion/record-file'
import type { EventLog } from '../event-log/event-log'
import type { LogEntry } from '../event-log/read-event-files'
import type { Acceptance } from '../service/acceptance'
import type { Job, OutcomePage, ReplayPreview } from './contract'
import { runReplay } from './replay'

afterAll(closeOperations)

const instance = (id: string, plan = planAcme()): Instance => ({ id, plan })

const eventOf = (messageId: string): SegmentEvent => ({ ...eventBy('ada', 'send', messageId), messageId })

const find = (test: TestOperations, { id }: Job): Promise<Job> => test.get<Job>(`/jobs/${id}`)

/** Lets the clock and the disk go on until a job is where it should be. */
async function until(test: TestOperations, job: Job, holds: (job: Job) => boolean): Promise<Job> {
  for (;;) {
    const now = await find(test, job)
    if (holds(now)) return now
    await test.clock.advance(0)
  }
}

/** Replays and delivers all of it; says which events an instance got by that. */
async function replay(test: TestOperations, body: { readonly instance: string; readonly filter: object }) {
  const job = await test.post<Job>('/replays', { ...body, name: 'again' })
  await until(test, job, ({ state }) => state !== 'running')
  await test.finish()
  const { outcomes } = await test.get<OutcomePage>(`/outcomes?instance=${body.instance}`)
  return outcomes.flatMap(({ messageId }) =>
    messageId.split('~replay-again')[1] === '' ? [messageId.split('~')[0]] : []
  )
}

const dryRun = (test: TestOperations, body: object) => test.post<ReplayPreview>('/replays/dry-run', body)

/** A service with two instances, and three sources that go to one of them or to both. */
async function startRouted(): Promise<TestOperations> {
  const test = await startOperations({
    instances: [instance('mail'), instance('board')],
    sources: { website: ['mail', 'board'], backend: ['mail'], reports: ['board'] }
  })
  for (const source of ['website', 'backend', 'reports']) await test.acceptBy(source, eventOf(`by ${source}`))
  await test.finish()
  await test.clock.advance(1)
  return test
}

describe('of sources that do not go to the instance', () => {
  test.each([
    ['mail', ['by backend', 'by website'], 'reports'],
    ['board', ['by reports', 'by website'], 'backend']
  ])('events are not sent to %s, and the dry run says so', async (to, sent, leftOut) => {
    const test = await startRouted()
    expect(await dryRun(test, { instance: to, filter: {} })).toMatchObject({
      events: 3,
      wanted: 2,
      skipped: 1,
      reasons: [
        {
          reason: `The source "${leftOut}" does not go to ${to}; name the source to send its events all the same.`,
          events: 1
        }
      ]
    })
    expect(await replay(test, { instance: to, filter: {} })).toEqual(sent)
  })

  test('events are sent to it if the source is named', async () => {
    const test = await startRouted()
    const body = { instance: 'board', filter: { source: 'backend' } }
    expect(await dryRun(test, body)).toMatchObject({ events: 1, wanted: 1, reasons: [] })
    expect(await replay(test, body)).toEqual(['by backend'])
  })

  test('what counts is where a source goes now', async () => {
    const test = await startRouted()
    await test.change({ sources: { website: ['mail'], reports: ['mail'] } })
    expect((await dryRun(test, { instance: 'mail', filter: {} })).reasons).toEqual([
      {
        reason:
          'The source "backend" is not in the configuration any more; name the source to send its events all the same.',
        events: 1
      }
    ])
    expect(await replay(test, { instance: 'mail', filter: {} })).toEqual(['by reports', 'by website'])
  })
})

test('deletion requests are neither sent again nor proven again, also of a source that is named', async () => {
  const test = await startOperations({ parts: [deletionRecords] })
  await test.accept({ type: 'delete', userId: 'ada', messageId: 'delete ada' }, eventBy('ada', 'send', 'back again'))
  await test.finish()
  await test.clock.advance(1)
  const seen = test.vendor.seen.length
  for (const filter of [{ type: 'delete' }, { type: 'delete', source: 'website' }]) {
    expect(await dryRun(test, { instance: 'acme', filter })).toMatchObject({
      events: 1,
      wanted: 0,
      skipped: 1,
      requests: 0,
      reasons: [{ reason: expect.stringMatching(/^A deletion request is never repeated/) as string, events: 1 }]
    })
    expect(await replay(test, { instance: 'acme', filter })).toEqual([])
  }
  expect(test.vendor.seen).toHaveLength(seen)
  const proven = await readDeletions(join(test.folder, RECORDS_FILE))
  expect(proven.map(({ id }) => id)).toEqual(['delete ada'])
})

describe('of an instance that changes while it runs', () => {
  const events = ['1', '2', '3'].map((id) => eventBy(`user ${id}`, 'send', id))

  /** One that has sent the first of three events, and sends one every two seconds. */
  async function startPaced(acme: Instance): Promise<{ test: TestOperations; job: Job }> {
    const test = await startOperations({ instances: [acme, instance('other')] })
    await test.accept(...events)
    await test.finish()
    await test.clock.advance(1)
    const job = await test.post<Job>('/replays', { instance: 'acme', filter: {}, perSecond: 0.5 })
    await until(test, job, ({ done }) => done === 1)
    return { test, job }
  }

  test('it fails when the instance is removed, since nothing more would be sent', async () => {
    const { test, job } = await startPaced(instance('acme'))
    await test.change({ instances: [instance('other')] })
    await test.clock.advance(2000)
    expect(await until(test, job, ({ state }) => state !== 'running')).toMatchObject({
      state: 'failed',
      done: 1,
      reason: 'There is no instance "acme"; there are other.'
    })
  })

  test('it sends by the new mapping what the old one did not want', async () => {
    const plan = planAcme()
    const wantsFirst: Instance['plan'] = {
      ...plan,
      plan: (event) => (event.userId === 'user 1' ? plan.plan(event) : [{ kind: 'skipped', reason: 'not wanted' }])
    }
    const { test, job } = await startPaced(instance('acme', wantsFirst))
    await test.change({ instances: [instance('acme'), instance('other')] })
    for (let seconds = 0; seconds < 3; seconds++) await test.clock.advance(2000)
    expect(await until(test, job, ({ state }) => state !== 'running')).toMatchObject({ state: 'done', done: 3 })
  })
})

describe('the work of one', () => {
  const task = { kind: 'replay', instance: 'acme', filter: {}, name: 'again' } as const

  const entries = ['1', '2'].map((id, index): LogEntry => ({
    id,
    acceptedAt: 0,
    source: 'website',
    event: eventBy('ada', 'send', id),
    position: { file: 0, line: index + 1 }
  }))

  /** A log of two events that tells whether its file is still open. */
  function createLog() {
    const state = { isOpen: false }
    const log: Pick<EventLog, 'read'> = {
      read: async function* () {
        state.isOpen = true
        try {
          yield* entries
        } finally {
          state.isOpen = false
        }
      }
    }
    return { log, state }
  }

  test('lets go of the log when it is cancelled', async () => {
    const { core } = await startOperations()
    const { log, state } = createLog()
    const cancelled = new AbortController()
    const progress = jest.fn(() => cancelled.abort())
    await runReplay({ core, log }, { ...task, perSecond: 1 }, { progress, signal: cancelled.signal })
    expect(progress).toHaveBeenCalledTimes(1)
    expect(state.isOpen).toBe(false)
  })

  test('reads no further when it is interrupted, however much there is that nobody wants', async () => {
    const { core } = await startOperations()
    const read = jest.fn(createLog().log.read)
    const { signal } = new AbortController()
    await runReplay({ core, log: { read } }, task, { progress: jest.fn(), signal })
    expect(read).toHaveBeenCalledWith(expect.objectContaining({ signal }))
  })

  test('fails when its instance is removed while it waits for room', async () => {
    const { core, clock } = await startOperations()
    const { log, state } = createLog()
    let instances = core.instances()
    const accept = jest.fn(async (): Promise<Acceptance> => {
      if (instances.length === 0) return { kind: 'accepted', repeated: 0 }
      instances = []
      return { kind: 'busy', reason: 'full', retryAfterSeconds: 10 }
    })
    const running = runReplay({ core: { ...core, accept, instances: () => instances }, log }, task, {
      progress: jest.fn(),
      signal: new AbortController().signal
    })
    const ended = running.catch((error: unknown) => error)
    while (accept.mock.calls.length === 0) await clock.advance(0)
    await clock.advance(10_000)
    expect(await ended).toMatchObject({ message: 'There is no instance "acme"; there are none.' })
    expect(accept).toHaveBeenCalledTimes(1)
    expect(state.isOpen).toBe(false)
  })
})
