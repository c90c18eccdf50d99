import { createRandom } from '../../bench/faults/create-random'
import { fillDisk } from '../../bench/faults/fill-disk'
import { mountSmallDisk } from '../../bench/faults/small-disk'

// Only root may mount a disk, and only on Linux; CI is both.
const onSmallDisk = process.platform === 'linux' && process.getuid?.() === 0 ? test : test.skip

describe('on a disk that is filled to its last byte', () => {
  onSmallDisk.each([false, true])('nothing is lost, whether it is killed meanwhile (%p) or not', async (isKilled) => {
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
})
