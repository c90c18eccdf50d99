import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFakeClock } from '../../../runner/test/fake-clock'
import { CannotStart } from '../service/cannot-start'
import { openJobFile } from './job-file'
import type { KeptJob } from './kept-job'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-jobs-'))
  folders.push(folder)
  return folder
}

const retry: KeptJob = {
  id: 'retry 1',
  title: 'Retry 9 dead letters.',
  startedAt: 1_700_000_000_000,
  done: 0,
  repeated: 0,
  total: 9,
  task: { kind: 'retry', selection: { kind: 'matching', filter: { user: 'ada', setAsideFrom: 3 } }, last: 12 }
}

const replay: KeptJob = {
  id: 'replay 2',
  title: 'Replay "mended" to acme.',
  startedAt: 1_700_000_000_001,
  done: 7,
  repeated: 2,
  total: null,
  task: {
    kind: 'replay',
    instance: 'acme',
    filter: { type: 'track', until: 1_700_000_000_001 },
    name: 'mended',
    perSecond: 0.5,
    after: { file: 1_600_000_000_000, line: 7 }
  }
}

async function open(folder = newFolder()) {
  const clock = createFakeClock()
  const path = join(folder, 'jobs.json')
  const file = await openJobFile(folder, clock)
  const found = async () => (await openJobFile(folder, clock)).found
  const written = () => JSON.parse(readFileSync(path, 'utf8')) as unknown
  return { file, folder, path, clock, found, written }
}

test('what is kept is found again, and what is forgotten is not', async () => {
  const { file, path, found } = await open()
  expect(file.found).toEqual([])
  await file.keep(retry)
  await file.keep(replay)
  expect(await found()).toEqual([retry, replay])
  expect(statSync(path).mode & 0o777).toBe(0o600)
  await file.forget(retry.id)
  expect(await found()).toEqual([replay])
})

test('many at once are all in the file', async () => {
  const { file, found } = await open()
  await Promise.all([file.keep(retry), file.keep(replay), file.forget(retry.id), file.keep({ ...retry, id: '3' })])
  expect((await found()).map(({ id }) => id)).toEqual([replay.id, '3'])
})

test('how far a job is is written once a second, and at the end', async () => {
  const { file, clock, found } = await open()
  await file.keep(retry)
  for (let done = 1; done <= 5; done++) file.update({ ...retry, done })
  expect(clock.waits()).toEqual([1000])
  expect(await found()).toEqual([retry])
  await clock.advance(1000)
  for (let done = 6; done <= 8; done++) file.update({ ...retry, done })
  expect(clock.waits()).toEqual([1000])
  await file.close()
  expect(await found()).toEqual([{ ...retry, done: 8 }])
  expect(clock.waits()).toEqual([])
})

test('how far a job is that is not kept any more does not bring it back', async () => {
  const { file, found, clock } = await open()
  await file.keep(retry)
  await file.forget(retry.id)
  file.update({ ...retry, done: 5 })
  expect(clock.waits()).toEqual([])
  await file.close()
  expect(await found()).toEqual([])
})

test('what cannot be written costs nothing, and is written when it can be', async () => {
  const { file, path, clock, found } = await open()
  mkdirSync(`${path}.new`)
  await file.keep(retry)
  expect(await found()).toEqual([])
  expect(clock.waits()).toEqual([1000])
  rmdirSync(`${path}.new`)
  await clock.advance(1000)
  await file.close()
  expect(await found()).toEqual([retry])
})

test('a file that nothing is to be written to is not made', async () => {
  const { file, path } = await open()
  await file.close()
  expect(() => statSync(path)).toThrow('ENOENT')
})

const damaged = (change: object): string => JSON.stringify([{ ...replay, ...change }])
const damagedTask = (change: object): string => damaged({ task: { ...replay.task, ...change } })

test.each([
  ['no JSON', '[{'],
  ['empty', ''],
  ['no list', '{}'],
  ['a list of something else', '[7]'],
  ['without an id', damaged({ id: undefined })],
  ['without how many', damaged({ done: null })],
  ['of a kind that there is not', damagedTask({ kind: 'drop' })],
  ['with a filter that is misspelled', damagedTask({ filter: { usr: 'ada' } })],
  ['without a filter', damagedTask({ filter: undefined })],
  ['with half a position', damagedTask({ after: { file: 3 } })],
  ['with a pace that is none', damagedTask({ perSecond: 0 })],
  ['a retry that is not said of what', damaged({ task: { kind: 'retry', last: 1 } })],
  ['a retry that is not said up to where', damaged({ task: { ...retry.task, last: undefined } })]
])('a file that is %s keeps the service from starting, in a sentence', async (_, text) => {
  const folder = newFolder()
  writeFileSync(join(folder, 'jobs.json'), text)
  const opening = open(folder)
  await expect(opening).rejects.toThrow(CannotStart)
  await expect(opening).rejects.toThrow(
    /jobs\.json, which says .* cannot be read; mend or remove it, then start again\.$/
  )
})

test('a job of a version that did not count repeats is taken up without any', async () => {
  const folder = newFolder()
  const { repeated: _, ...earlier } = replay
  writeFileSync(join(folder, 'jobs.json'), JSON.stringify([earlier]))
  const { found } = await open(folder)
  expect(await found()).toEqual([{ ...replay, repeated: 0 }])
})
