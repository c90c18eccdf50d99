import { expect, it } from '@jest/globals'
import Libsql from 'libsql'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmbeddedStore } from '../embedded-store'
import type { QueueStore, Settlement } from '../queue-store'

const TABLES = ['blocks', 'gone', 'retries', 'started', 'recent_ids', 'ids', 'settled', 'dead_letters']

function done(number: number): Settlement {
  return { lane: 'a', id: `${number}`, settledAt: 2000, kind: 'done', outcomes: [] }
}

/** Hands out all that is due and settles it, each as its number says. */
async function settle(store: QueueStore, now: number, toSettlement: (number: number) => Settlement): Promise<void> {
  const leased = await store.lease({ lane: 'a', now, until: now + 10, maximumMessages: 1000, maximumBytes: 1e9 })
  await store.markStarted(leased)
  await store.settle(leased.map(({ id }) => toSettlement(Number(id))))
}

it('leaves nothing behind in the file when everything is done and forgotten', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-rest-'))
  const path = join(folder, 'queue.db')
  const store = await createEmbeddedStore({ path })
  const ids = Array.from({ length: 300 }, (_, index) => `${index}`)
  await store.append(ids.map((id) => ({ lane: 'a', id, key: id, body: id, acceptedAt: 1000 })))
  await settle(store, 1000, (number) => {
    const id = { lane: 'a', id: `${number}`, settledAt: 1000 }
    if (number % 4 === 0) return { ...id, kind: 'retry', dueAt: 2000, reason: 'busy' }
    if (number % 4 === 1) return { ...id, kind: 'release' }
    if (number % 4 === 2) return { ...id, kind: 'dead-letter', reason: 'no', outcomes: [] }
    return { ...id, kind: 'done', outcomes: [] }
  })
  await store.returnDeadLetters(
    (await store.deadLetters({ maximum: 20 })).map(({ lane, id }) => ({ lane, id })),
    1500
  )
  await settle(store, 1500, done)
  await settle(store, 2000, done)
  await store.dropDeadLetters(await store.deadLetters({ maximum: 1000 }))
  await store.compact(3000)
  await store.close()
  const database = new Libsql(path)
  const counts = TABLES.map((table) => [table, database.prepare(`SELECT * FROM ${table}`).all().length])
  database.close()
  expect(counts).toEqual(TABLES.map((table) => [table, 0]))
  await rm(folder, { recursive: true })
})
