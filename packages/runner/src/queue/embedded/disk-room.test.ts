import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmbeddedStore } from '../embedded-store'
import type { NewMessage, QueueStore } from '../queue-store'
import { openFile } from './queue-file'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waybill-room-'))
  path = join(folder, 'queue.db')
})

afterEach(() => rm(folder, { recursive: true }))

const message = (id: string, body = 'small'): NewMessage => ({ lane: 'a', id, key: 'x', body, acceptedAt: 1 })
const wish = { lane: 'a', now: 2, until: 3, maximumMessages: 9, maximumBytes: 9999 }

const finish = (store: QueueStore, ids: readonly string[]): Promise<void> =>
  store.settle(ids.map((id) => ({ kind: 'done', lane: 'a', id, settledAt: 2, outcomes: [] })))

describe('room on the disk', () => {
  it('is all taken: nothing of an append is written, and the next one that fits is', async () => {
    const file = await openFile(path)
    // A limit of the database stands for the size of the disk: what fails, and how, is the same.
    file.tables.sql.exec('PRAGMA max_page_count = 50')
    await file.group.append([message('x', 'x'.repeat(1000))])
    const many = Array.from({ length: 100 }, (_, index) => message(`${index}`, 'not taken'))
    const large = [message('y'), ...many, message('z', 'z'.repeat(1_000_000))]
    await expect(file.group.append(large)).rejects.toMatchObject({ code: 'SQLITE_FULL' })
    expect(file.state.size('a')).toMatchObject({ waiting: 1 })
    await file.group.append([message('y')])
    expect((await file.lease(wish)).map(({ id, body }) => id + body.length)).toEqual(['x1000', 'y5'])
    await file.close()
  })

  it('is limited: appends are refused, what became of the others is written, and then there is room again', async () => {
    const store = await createEmbeddedStore({ path, maximumBytes: 400_000 })
    const ids = Array.from({ length: 3 }, (_, index) => `m${index}`)
    await store.append(ids.map((id) => message(id, id.repeat(30_000))))
    const refused = { code: 'DISK_FULL', message: expect.stringContaining(`The queue file ${path} has its 0 MB`) }
    await expect(store.append([message('more', 'm'.repeat(250_000))])).rejects.toMatchObject(refused)
    expect((await store.lease({ ...wish, maximumBytes: 1e6 })).map(({ id }) => id)).toEqual(ids)
    await finish(store, ids)
    await store.append([message('more', 'm'.repeat(250_000))])
    expect(await store.size('a')).toMatchObject({ waiting: 1 })
    await store.close()
  })

  it('has a reserve: appends do not touch it, everything else may', async () => {
    const { bavail, bsize } = await statfs(folder)
    const first = await createEmbeddedStore({ path })
    await first.append([message('x')])
    await first.close()
    const store = await createEmbeddedStore({ path, reserveBytes: bavail * bsize * 2 })
    await expect(store.append([message('y')])).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringMatching(/^The disk of the queue file .* has less than \d+ MB left: make room/)
    })
    expect((await store.lease(wish)).map(({ id }) => id)).toEqual(['x'])
    await finish(store, ['x'])
    expect(await store.size('a')).toMatchObject({ waiting: 0, leased: 0 })
    await store.close()
  })
})
