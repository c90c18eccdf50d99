import { QueueStoreError } from '@waybill/runner'
import { SECRET } from '../../../runner/test/acme'
import { eventBy } from '../../../runner/test/start-engine'
import { REFUSED, response } from '../../../runner/test/vendor'
import { startCore } from '../../test/start-core'
import type { TestCoreOptions } from '../../test/start-core'
import { createServiceLog } from './service-log'

async function start(options: TestCoreOptions = {}, isSandbox = false) {
  const lines: string[] = []
  const log = createServiceLog({ write: (line) => void lines.push(line), isSandbox })
  const test = await startCore({ ...options, parts: [log] })
  const read = () => lines.map((line) => JSON.parse(line) as { readonly [key: string]: unknown })
  return { ...test, lines, read }
}

test('normal operation is two lines, however many events go through', async () => {
  const test = await start()
  await test.accept(...Array.from({ length: 100 }, (_, user) => eventBy(`user ${user}`, 'send', String(user))))
  await test.finish()
  await test.close()
  test.tell({ kind: 'service-stopped', waiting: 0 })
  expect(test.read()).toEqual([
    {
      level: 'info',
      time: '2023-11-14T22:13:20.000Z',
      msg: 'The service has started.',
      instances: 1,
      sources: 1,
      url: 'http://127.0.0.1:1',
      recovered: { waiting: 0, unknown: 0 }
    },
    {
      level: 'info',
      time: '2023-11-14T22:13:20.010Z',
      msg: 'The service has stopped; what waits is sent after the next start.',
      waiting: 0
    }
  ])
  for (const line of test.lines) expect(line).toMatch(/^\{.*\}\n$/)
})

test('the line of the start says when simulators take the place of the vendors', async () => {
  const test = await start({}, true)
  expect(test.read()[0]).toMatchObject({
    sandbox: true,
    msg: 'The service has started; simulators take the place of the vendors.'
  })
  await test.close()
})

test('what is set aside is summed up once a minute', async () => {
  const test = await start()
  await test.accept(...['a', 'b', 'c'].map((user) => eventBy(user, 'send', `${user}${REFUSED}`)))
  await test.clock.advance(59_000)
  expect(test.lines).toHaveLength(1)
  await test.clock.advance(3000)
  expect(test.read()[1]).toMatchObject({ level: 'warn', count: 3, by: { acme: 3 } })
  expect(test.read()[1]?.['msg']).toContain('actions-cli dead-letters list')
  await test.clock.advance(300_000)
  expect(test.lines).toHaveLength(2)
})

const rejectedOf = (user: string) => ({
  ...eventBy(user, 'send'),
  properties: { things: [{ id: user, refused: true }] }
})

test('what is rejected before sending is summed up, too: it is no dead letter', async () => {
  const test = await start()
  await test.accept(...['a', 'b', 'c'].map(rejectedOf))
  await test.clock.advance(60_000)
  expect(test.read()[1]).toMatchObject({ level: 'warn', count: 3, by: { acme: 3 } })
  expect(test.read()[1]?.['msg']).toMatch(/rejected before sending.*actions-cli outcomes --kind rejected.*replay/)
  expect(test.lines).toHaveLength(2)
  expect(await test.store.size('acme/send')).toMatchObject({ deadLetters: 0 })
})

test('what is turned away is one line a minute, however often the reason changes', async () => {
  const test = await start()
  for (let waiting = 1; waiting <= 100; waiting++) {
    const reason = `${waiting} messages wait.`
    test.tell({ kind: 'accepting-refused', source: 'website', reason, events: 2 })
  }
  await test.clock.advance(60_000)
  expect(test.read().slice(1)).toMatchObject([
    { count: 200, by: { website: 200 }, msg: expect.stringMatching(/^Events were turned away;/) as string }
  ])
  expect(test.read()[1]).toMatchObject({ reason: '100 messages wait.' })
})

test('what is repeated is summed up as well', async () => {
  const test = await start()
  const event = eventBy('ada', 'send', '1')
  await test.accept(event)
  await test.accept(event)
  await test.close()
  expect(test.read()[1]).toMatchObject({
    msg: 'Events were dropped because their ids had come before.',
    count: 1,
    by: { website: 1 }
  })
})

test('what is gathered when it ends is not lost', async () => {
  const test = await start()
  test.tell({ kind: 'event-refused', source: 'website', reason: 'wrong' })
  test.tell({ kind: 'event-refused', source: 'other', reason: 'wrong' })
  test.tell({ kind: 'accepting-refused', source: 'website', reason: 'the queue is full', events: 12 })
  await test.close()
  expect(test.read().slice(1)).toMatchObject([
    { count: 2, by: { website: 1, other: 1 } },
    { count: 12, by: { website: 12 }, reason: 'the queue is full' }
  ])
  test.tell({ kind: 'event-refused', source: 'website', reason: 'late' })
  await test.clock.advance(300_000)
  expect(test.lines).toHaveLength(3)
})

test('a lane that its vendor refuses is an error that says what to do', async () => {
  const refused = response(401, { message: `the key ${SECRET} is wrong: person {"email":"ada@example.com"}` })
  const test = await start({ transportOf: (vendor) => ({ ...vendor, send: () => Promise.resolve(refused) }) })
  await test.accept(eventBy('ada@example.com', 'send', '1'))
  await test.clock.advance(1000)
  test.core.runner.resume('acme')
  expect(test.read()[1]).toMatchObject({ level: 'error', lane: 'acme/send', status: 401 })
  expect(test.read()[1]?.['msg']).toMatch(/refuses everything.*actions-cli status.*resume/)
  expect(test.read().some(({ msg }) => msg === 'The lane goes on.')).toBe(true)
  expect(test.lines.join('')).not.toMatch(/s3cr3t|ada@example/)
})

test('a vendor that does not work, and works again, is told once each', async () => {
  let isDead = true
  const test = await start({
    transportOf: (vendor) => ({
      ...vendor,
      send: (request, options) => (isDead ? Promise.resolve(response(503)) : vendor.send(request, options))
    })
  })
  await test.accept(eventBy('a', 'send', '1'), eventBy('b', 'send', '2'))
  await test.clock.advance(600_000)
  isDead = false
  await test.finish()
  expect(test.read().slice(1)).toMatchObject([
    { level: 'warn', lane: 'acme/send', reason: 'The vendor answered 503.' },
    { level: 'info', lane: 'acme/send', msg: 'The vendor works again.' }
  ])
})

test('everything else that a person should know is a line', async () => {
  const test = await start()
  test.tell({ kind: 'lane-paused', instance: 'acme', lane: 'acme/send', cause: 'asked', reason: 'maintenance' })
  test.tell({ kind: 'lane-unserved', lane: 'gone/send', waiting: 3 })
  test.tell({ kind: 'configuration-reloaded', changed: ['acme'], added: [], removed: ['other'], waiting: [] })
  test.tell({ kind: 'configuration-refused', problems: [`waybill.yaml:3: ${SECRET}`] })
  test.tell({ kind: 'store-full', error: new QueueStoreError('DISK_FULL', 'The disk is full.') })
  test.tell({ kind: 'store-has-room' })
  test.tell({ kind: 'store-failed', error: new QueueStoreError('DISK_FULL', 'The disk is full.') })
  test.tell({ kind: 'compacting-failed', error: new TypeError('ada@example.com') })
  test.tell({ kind: 'request-failed', route: '/v1/track', error: new TypeError('ada@example.com') })
  const full = Object.assign(new Error('ada@example.com'), { code: 'ENOSPC' })
  test.tell({ kind: 'request-failed', route: '/waybill/api/status', error: full })
  test.tell({ kind: 'expiring-failed', reason: 'EACCES' })
  test.tell({ kind: 'part-failed', part: 'tracing', error: new TypeError('ada@example.com') })
  const job = { title: 'Retry 9 dead letters.', total: 9, repeated: 0, reason: null }
  test.tell({ kind: 'job-goes-on', title: job.title, done: 3 })
  test.tell({ kind: 'job-ended', ...job, state: 'done', done: 9 })
  test.tell({ kind: 'job-ended', ...job, state: 'failed', done: 4, reason: `The key ${SECRET} is wrong.` })
  test.tell({ kind: 'compacted', milliseconds: 3 })
  test.tell({ kind: 'service-stopping', reason: 'SIGTERM' })
  expect(test.read().slice(1)).toMatchObject([
    { level: 'info', lane: 'acme/send', reason: 'maintenance' },
    { level: 'warn', lane: 'gone/send', waiting: 3 },
    { level: 'info', changed: ['acme'], added: [], removed: ['other'] },
    { level: 'error', problems: ['waybill.yaml:3: ‹redacted›'] },
    { level: 'error', reason: 'The disk is full.' },
    { level: 'info', msg: 'There is room on the disk again; everything goes on.' },
    { level: 'fatal', reason: 'The disk is full.' },
    { level: 'error', reason: 'TypeError' },
    { level: 'error', route: '/v1/track', fault: 'TypeError' },
    { level: 'error', route: '/waybill/api/status', fault: 'ENOSPC' },
    { level: 'error', reason: 'EACCES' },
    { level: 'error', part: 'tracing', fault: 'TypeError' },
    { level: 'info', msg: 'A job goes on that the end of the process interrupted.', job: job.title, done: 3 },
    { level: 'info', msg: 'A job has ended: done.', job: job.title, done: 9 },
    { level: 'error', msg: 'A job has failed.', job: job.title, reason: 'The key ‹redacted› is wrong.' },
    { level: 'info', reason: 'SIGTERM' }
  ])
})
