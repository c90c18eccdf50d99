import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import Libsql from 'libsql'
import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmbeddedStore } from '../embedded-store'
import { describeFailure } from './describe-failure'
import { APPLICATION, FORMAT } from './schema'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waybill-open-'))
  path = join(folder, 'queue.db')
})

afterEach(() => rm(folder, { recursive: true }))

async function openingFails(): Promise<unknown> {
  return createEmbeddedStore({ path }).then(
    () => 'it opened',
    (error: unknown) => error
  )
}

function makeDatabase(...statements: readonly string[]): void {
  const database = new Libsql(path)
  for (const statement of statements) database.exec(statement)
  database.close()
}

describe('opening a queue file', () => {
  it('refuses a folder that is not there, saying what to do', async () => {
    path = join(folder, 'no', 'such', 'queue.db')
    expect(await openingFails()).toMatchObject({
      code: 'CANNOT_OPEN',
      message: `The queue file ${path} cannot be opened for writing: create its folder and let this process write there.`
    })
  })

  it('refuses a second store on the same file while the first is open, and not after', async () => {
    const first = await createEmbeddedStore({ path })
    expect(await openingFails()).toMatchObject({
      code: 'LOCKED',
      message: `The queue file ${path} is in use: stop the other process, or give this one a file of its own.`
    })
    await first.append([{ lane: 'a', id: 'x', key: 'x', body: '', acceptedAt: 1 }])
    await first.close()
    const second = await createEmbeddedStore({ path })
    expect(await second.lanes()).toEqual(['a'])
    await second.close()
  })

  it('lets nobody else read what is in it', async () => {
    const store = await createEmbeddedStore({ path })
    await store.append([{ lane: 'a', id: 'x', key: 'x', body: '', acceptedAt: 1 }])
    const modes = await Promise.all([path, `${path}-wal`].map(async (each) => (await stat(each)).mode & 0o777))
    expect(modes).toEqual([0o600, 0o600])
    await store.close()
  })

  it('refuses what is not a database', async () => {
    await writeFile(path, 'Dear diary, '.repeat(1000))
    expect(await openingFails()).toMatchObject({
      code: 'FOREIGN_FILE',
      message: `${path} is not a queue file: name another path, or move that file away.`
    })
  })

  it('refuses the database of another program, and leaves it as it was', async () => {
    makeDatabase('CREATE TABLE recipes (name TEXT)')
    expect(await openingFails()).toMatchObject({
      code: 'FOREIGN_FILE',
      message: `${path} is the database of another program: name another path, or move that file away.`
    })
    expect(new Libsql(path).prepare('SELECT name FROM sqlite_master').all()).toMatchObject([{ name: 'recipes' }])
  })

  it('refuses a file of a newer format', async () => {
    makeDatabase(
      'CREATE TABLE lanes (x)',
      `PRAGMA application_id = ${APPLICATION}`,
      `PRAGMA user_version = ${FORMAT + 1}`
    )
    expect(await openingFails()).toMatchObject({
      code: 'NEWER_FORMAT',
      message: expect.stringMatching(/update Waybill/)
    })
  })

  it('says that a file is damaged', async () => {
    const store = await createEmbeddedStore({ path })
    await store.append([{ lane: 'a', id: 'x', key: 'x', body: '', acceptedAt: 1 }])
    await store.close()
    const file = await open(path, 'r+')
    const { size } = await file.stat()
    await file.write(Buffer.alloc(size - 100, 0xee), 0, size - 100, 100)
    await file.close()
    expect(await openingFails()).toMatchObject({ code: 'CORRUPTED', message: expect.stringMatching(/is damaged/) })
  })

  it('says that the disk is full', () => {
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    expect(describeFailure('/q.db', full)).toMatchObject({
      code: 'DISK_FULL',
      message: 'The disk of the queue file /q.db is full: make room, then send again what was not accepted.',
      cause: full
    })
  })

  it('leaves mistakes of ours as they are', () => {
    const mistake = new TypeError('undefined is not a function')
    expect(describeFailure('/q.db', mistake)).toBe(mistake)
  })
})
