import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SegmentEvent } from '@waybill/kit'
import { createFakeClock } from '../../../runner/test/fake-clock'
import { openEventLog } from './event-log'
import type { EventLog, EventLogOptions } from './event-log'
import { readUnlessAborted } from './read-unless-aborted'
import type { EventRange, LogEntry, LogPosition } from './read-event-files'

const folders: string[] = []
const logs: EventLog[] = []
afterAll(async () => {
  for (const log of logs) await log.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'waybill-log-')), 'events')
  folders.push(join(folder, '..'))
  return folder
}

const DAY = 86_400_000

async function start(options: Partial<EventLogOptions> = {}) {
  const clock = createFakeClock()
  const folder = options.folder ?? newFolder()
  const failures: [number, string][] = []
  const log = await openEventLog({
    folder,
    clock,
    keepMilliseconds: 7 * DAY,
    maximumBytes: 1_000_000,
    failed: (...failure) => void failures.push(failure),
    ...options
  })
  logs.push(log)
  return {
    log,
    clock,
    folder,
    failures,
    keep: (...ids: readonly string[]) => log.keep(ids.map((id) => ({ id, source: 'website', event: eventOf(id) }))),
    ids: async (range?: EventRange) => (await collect(log.read(range))).map(({ id }) => id),
    files: () => readdirSync(folder)
  }
}

const eventOf = (id: string): SegmentEvent => ({ type: 'track', event: 'Seen', messageId: id, userId: 'ada' })

async function collect(entries: AsyncIterable<LogEntry>): Promise<readonly LogEntry[]> {
  const all: LogEntry[] = []
  for await (const entry of entries) all.push(entry)
  return all
}

test('what is kept is read again, in its order', async () => {
  const { log, keep, clock } = await start()
  await keep('1', '2')
  await clock.advance(1000)
  await keep('3')
  expect(await collect(log.read())).toEqual([
    { id: '1', acceptedAt: clock.now() - 1000, source: 'website', event: eventOf('1'), position: inFile(1) },
    { id: '2', acceptedAt: clock.now() - 1000, source: 'website', event: eventOf('2'), position: inFile(2) },
    { id: '3', acceptedAt: clock.now(), source: 'website', event: eventOf('3'), position: inFile(3) }
  ])

  function inFile(line: number): LogPosition {
    return { file: clock.now() - 1000, line }
  }
  expect(log.oldestAt()).toBe(clock.now() - 1000)
})

test('it is on disk when keeping resolves, readable for its owner alone', async () => {
  const { keep, folder, files, log } = await start()
  await keep('1')
  const path = join(folder, files()[0] ?? '')
  expect(readFileSync(path, 'utf8')).toMatch(/^\{"at":\d+,"id":"1","source":"website","event":\{.*\}\}\n$/)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(log.bytes()).toBe(statSync(path).size)
})

test('what comes while one write is under way is written together', async () => {
  const { keep, ids, files } = await start()
  const all = Array.from({ length: 200 }, (_, index) => String(index))
  await Promise.all(all.map((id) => keep(id)))
  expect(await ids()).toEqual(all)
  expect(files()).toHaveLength(1)
})

test('a stretch of time, and texts, can be asked for', async () => {
  const { keep, ids, clock } = await start()
  const begin = clock.now()
  for (const id of ['1', '2', '3']) {
    await keep(id)
    await clock.advance(DAY)
  }
  expect(await ids({ from: begin + DAY })).toEqual(['2', '3'])
  expect(await ids({ until: begin + DAY })).toEqual(['1'])
  expect(await ids({ from: begin + 1, until: begin + 2 * DAY })).toEqual(['2'])
  expect(await ids({ containing: ['"messageId":"3"', 'ada'] })).toEqual(['3'])
})

test('files are begun anew when they are full or old, and read backwards from the last', async () => {
  const { keep, log, files, clock } = await start({ fileBytes: 250 })
  for (const id of ['1', '2', '3', '4']) await keep(id)
  await clock.advance(2 * DAY)
  await keep('5')
  expect(files()).toHaveLength(3)
  const read: string[] = []
  for (const entries of log.readBackwards()) read.push((await collect(entries)).map(({ id }) => id).join(' '))
  expect(read).toEqual(['5', '3 4', '1 2'])
})

test('it is read from behind any event, whatever was written before and whether its file is still there', async () => {
  const { keep, log, ids, files, clock, folder } = await start({ fileBytes: 250 })
  for (const id of ['1', '2', '3', '4', '5']) await keep(id)
  // A clock that is set back does not bring the order of the log out of order.
  await clock.advance(-500)
  await keep('6')
  const positions = (await collect(log.read())).map(({ position }) => position)
  const behind = () => Promise.all(positions.map((after) => ids({ after })))
  expect(await behind()).toEqual([
    ['2', '3', '4', '5', '6'],
    ['3', '4', '5', '6'],
    ['4', '5', '6'],
    ['5', '6'],
    ['6'],
    []
  ])
  expect(files()).toHaveLength(3)
  rmSync(join(folder, files()[0] ?? ''))
  const again = await start({ folder })
  expect(await again.ids({ after: positions[0] })).toEqual(['3', '4', '5', '6'])
})

test('what is older than it is to be kept is removed, also when nothing comes any more', async () => {
  const { keep, ids, clock, log, files } = await start()
  await keep('old')
  await clock.advance(3 * DAY)
  await keep('young')
  await clock.advance(4 * DAY + 2)
  await log.expire()
  expect(await ids()).toEqual(['young'])
  await clock.advance(4 * DAY)
  await log.expire()
  expect(files()).toEqual([])
  await keep('new')
  expect(await ids()).toEqual(['new'])
})

test('when it has become too large, the oldest goes first', async () => {
  const { keep, ids, log } = await start({ maximumBytes: 1000, fileBytes: 200 })
  for (let id = 10; id < 40; id++) await keep(String(id))
  const kept = await ids()
  expect(kept.at(-1)).toBe('39')
  expect(kept.length).toBeGreaterThan(3)
  expect(log.bytes()).toBeLessThanOrEqual(1000 + 200)
})

test('a line that a crash cut short costs only itself', async () => {
  const first = await start()
  await first.keep('1', '2')
  const path = join(first.folder, first.files()[0] ?? '')
  appendFileSync(path, '{"at":17,"id":"3","source":"web')
  const second = await start({ folder: first.folder })
  await second.clock.advance(10)
  await second.keep('4')
  expect(await second.ids()).toEqual(['1', '2', '4'])
  expect(second.files()).toHaveLength(2)
})

test.each([
  'not JSON',
  '[]',
  'null',
  '{"at":"1","id":"1","source":"x","event":{"type":"track"}}',
  '{"at":1,"id":"1","source":"x"}'
])('a line that reads %s is passed over', async (line) => {
  const folder = newFolder()
  const { files, keep } = await start({ folder })
  await keep('1')
  appendFileSync(join(folder, files()[0] ?? ''), `${line}\n`)
  const again = await start({ folder })
  expect(await again.ids()).toEqual(['1'])
})

test('whatever an event holds is one line, and comes back as it was', async () => {
  const { log } = await start()
  const event: SegmentEvent = { type: 'track', event: 'a\u2028b\u2029c\r\nd', properties: { text: '\n\u0000𝄞' } }
  await log.keep([{ id: 'x\n', source: 's', event, body: JSON.stringify(event, null, 2) }])
  await log.keep([{ id: 'y', source: 's', event, body: JSON.stringify(event) }])
  expect((await collect(log.read())).map((entry) => entry.event)).toEqual([event, event])
})

test('other files in the folder are left alone', async () => {
  const { folder, log, clock, files } = await start()
  writeFileSync(join(folder, 'notes.txt'), 'mine')
  await clock.advance(100 * DAY)
  await log.expire()
  expect(files()).toEqual(['notes.txt'])
})

test('a log that cannot be written tells so and costs nothing else', async () => {
  const { folder, keep, failures, ids } = await start()
  rmSync(folder, { recursive: true })
  await expect(keep('1', '2')).resolves.toBeUndefined()
  expect(failures).toEqual([[2, 'ENOENT']])
  expect(await ids()).toEqual([])
  expect(existsSync(folder)).toBe(false)
})

test('what cannot be removed is still counted, keeps nothing else from being kept, and goes when it can', async () => {
  const { folder, log, clock, keep, ids, files } = await start()
  await keep('old')
  await clock.advance(8 * DAY)
  const path = join(folder, files()[0] ?? '')
  const before = log.bytes()
  rmSync(path)
  mkdirSync(path)
  await expect(log.expire()).rejects.toThrow(path)
  expect([log.bytes(), log.oldestAt()]).toEqual([before, clock.now() - 8 * DAY])
  await keep('new')
  rmSync(path, { recursive: true })
  writeFileSync(path, '')
  await log.expire()
  expect([files().length, await ids()]).toEqual([1, ['new']])
})

test('who has left gets nothing more to read, and no half of it for the whole', async () => {
  const { keep, log } = await start()
  // More than is read at once.
  for (let id = 0; id < 50; id++) await keep(`${id} ${'x'.repeat(10_000)}`)
  const leaving = new AbortController()
  const entries = readUnlessAborted(log, leaving.signal).read()
  expect(await entries.next()).toMatchObject({ done: false })
  leaving.abort()
  await expect(collect(entries)).rejects.toMatchObject({ name: 'AbortError' })
})

test('a file removed while it is read ends the reading, without an error', async () => {
  const { folder, keep, ids, files } = await start()
  await keep('1')
  rmSync(join(folder, files()[0] ?? ''))
  expect(await ids()).toEqual([])
})

test('of a disk that others need, it gives back its oldest events, and then keeps none until there is room', async () => {
  let free = 1000
  const { clock, keep, ids, files, failures } = await start({
    fileBytes: 100,
    reserve: { bytes: 500, freeBytes: () => free - files().length * 120 }
  })
  await keep('a')
  await clock.advance(1)
  await keep('b')
  free = 500 + 300
  await clock.advance(1)
  await keep('c')
  expect(await ids()).toEqual(['b', 'c'])
  free = 500
  await clock.advance(1)
  await keep('d')
  expect([await ids(), failures]).toEqual([[], [[1, 'ENOSPC']]])
  free = 1000
  await keep('e')
  expect(await ids()).toEqual(['e'])
})
