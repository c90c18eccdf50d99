import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createRandom } from '../../bench/faults/create-random'
import { fill, fillDisk } from '../../bench/faults/fill-disk'
import { mountSmallDisk } from '../../bench/faults/small-disk'
import { readDeletions } from '../../packages/server/src/deletion/read-deletions'
import { openRecordFile } from '../../packages/server/src/deletion/record-file'

// Only root may mount a disk, and only on Linux; CI is both.
const onSmallDisk = process.platform === 'linux' && process.getuid?.() === 0 ? describe : describe.skip

onSmallDisk('on a disk that is filled to its last byte', () => {
  test.each([false, true])('nothing is lost, whether it is killed meanwhile (%p) or not', async (isKilled) => {
    const disk = mountSmallDisk()
    try {
      const result = await fillDisk({ disk: disk.folder, slug: 'customerio', isKilled, random: createRandom(7) })
      expect(result).toMatchObject({ lost: 0, twiceUnsaid: 0, unaccounted: 0, waiting: 0, ready: 503, healthy: 200 })
      expect(result.refusal).toEqual({
        status: 503,
        retryAfter: '10',
        body: { success: false, message: 'There is no room on the disk for more events.' }
      })
      expect(result.accepted).toBeGreaterThan(0)
      if (!isKilled) expect(result).toMatchObject({ twice: 0, unknown: 0 })
    } finally {
      disk.remove()
    }
  })

  test('a proof of deletion that did not fit does not spoil the next', async () => {
    const disk = mountSmallDisk()
    const ballast = join(disk.folder, 'ballast')
    const path = join(disk.folder, 'deletions.jsonl')
    try {
      const file = await openRecordFile(path)
      await file.append([requested('first')])
      fill(ballast)
      await expect(file.append([requested('x'.repeat(10_000))])).rejects.toMatchObject({ code: 'ENOSPC' })
      rmSync(ballast)
      await file.append([requested('second')])
      await file.close()
      expect((await readDeletions(path)).map(({ id }) => id)).toEqual(['first', 'second'])
    } finally {
      disk.remove()
    }
  })
})

const requested = (id: string) =>
  ({
    kind: 'requested',
    at: 1,
    id,
    messageId: id,
    userId: 'ada',
    anonymousId: null,
    source: 'site',
    instances: []
  }) as const
