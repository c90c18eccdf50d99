import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OutcomeRecord } from '../queue-store'
import { openFile, type QueueFile } from './queue-file'

let folder: string
let file: QueueFile

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waybill-queue-file-'))
  file = await openFile(join(folder, 'queue.db'))
})

afterEach(async () => {
  await file.close()
  await rm(folder, { recursive: true })
})

/** Writes rows as a busy queue does: each holds all that was settled in one millisecond. */
function writeRows(rows: number, outcomesOfRow: number): void {
  file.tables.sql.transaction(() => {
    for (let row = 0; row < rows; row += 1) {
      const outcomes = Array.from({ length: outcomesOfRow }, (_, index) => outcome(row * outcomesOfRow + index))
      file.tables.outcomes.write({ settledAt: row, ids: [], outcomes })
    }
    return () => undefined
  })
}

function outcome(number: number): OutcomeRecord {
  return {
    instance: 'acme',
    subscription: null,
    messageId: `${number}`,
    key: number % 3 === 0 ? 'ada' : 'bob',
    kind: 'delivered',
    status: 200,
    reason: null,
    attempts: 1,
    unknown: false,
    acceptedAt: 0,
    endedAt: 0
  }
}

/** How many outcomes are found in each go. */
const read = (maximum: number): readonly number[] =>
  Array.from(file.tables.outcomes.find({ maximum }), (some) => some.length)

const idsOf = (found: readonly OutcomeRecord[]): readonly number[] => found.map(({ messageId }) => Number(messageId))

test('of more outcomes than a function takes arguments, the last are found first', async () => {
  writeRows(150, 1000)
  expect(idsOf(await file.findOutcomes({ maximum: 3 }))).toEqual([149_999, 149_998, 149_997])
  const all = idsOf(await file.findOutcomes({ maximum: 1e9 }))
  expect(all).toEqual(Array.from({ length: 150_000 }, (_, index) => 149_999 - index))
})

test('no more rows are read than outcomes are asked for, nor many in one go', () => {
  writeRows(20, 500)
  expect(read(50)[0]).toBe(500)
  expect(read(1e9)).toEqual([2000, 2000, 2000, 2000, 2000, 0])
})

test('outcomes of one user are found among those of others', async () => {
  writeRows(20, 500)
  const found = idsOf(await file.findOutcomes({ key: 'ada', maximum: 2000 }))
  expect(found).toEqual(Array.from({ length: 2000 }, (_, index) => 9999 - index * 3))
})

test('rows that are forgotten are not looked through', async () => {
  writeRows(1, 1)
  file.tables.sql.exec('UPDATE settled SET number = 20000000')
  await file.close()
  file = await openFile(join(folder, 'queue.db'))
  writeRows(1, 2)
  expect(read(9)).toEqual([3])
})
