import { cp, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeQueueStore, type QueuePlace } from '../testing'
import { createEmbeddedStore } from './embedded-store'

async function openPlace(): Promise<QueuePlace> {
  const root = await mkdtemp(join(tmpdir(), 'waybill-queue-'))
  let copies = 0
  const path = (): string => join(root, `${copies}.db`)
  return {
    open: () => createEmbeddedStore({ path: path() }),
    // What a process that ends leaves is what it wrote: a copy of its files, taken while they are open.
    crash: async (store) => {
      const [from, to] = [path(), join(root, `${(copies += 1)}.db`)]
      for (const end of ['', '-wal']) await cp(from + end, to + end)
      await store.close()
    },
    usedBytes: async () => {
      const sizes = await Promise.all(['', '-wal'].map((end) => stat(path() + end)))
      return sizes.reduce((sum, { size }) => sum + size, 0)
    },
    remove: () => rm(root, { recursive: true })
  }
}

describeQueueStore('in a file', { durable: true, openPlace })
