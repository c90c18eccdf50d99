import { createRandom } from './create-random'
import { fillDisk } from './fill-disk'
import { killRepeatedly } from './kill-repeatedly'
import type { Account } from './load'
import { openConnections } from './open-connections'
import { mountSmallDisk } from './small-disk'

const write = (line: string): boolean => process.stdout.write(`${line}\n`)

const show = (result: unknown): void => void write(JSON.stringify(result, null, 2))

const FAULTS: Readonly<Record<string, (first: string | undefined, second: string | undefined) => Promise<number>>> = {
  kill: async (times = '50', seed = '1') =>
    judge(
      await killRepeatedly({
        slug: 'customerio',
        times: Number(times),
        random: createRandom(Number(seed)),
        tell: write
      })
    ),
  connections: async (count = '10000') => {
    show(await openConnections(Number(count)))
    return 0
  },
  disk: async (folder, seed = '1') => {
    const disk = folder === undefined ? mountSmallDisk() : { folder, remove: () => undefined }
    try {
      const random = createRandom(Number(seed))
      const options = { disk: disk.folder, slug: 'customerio', random, tell: write }
      const patient = judge(await fillDisk({ ...options, isKilled: false }))
      const killed = judge(await fillDisk({ ...options, isKilled: true }))
      return Math.max(patient, killed)
    } finally {
      disk.remove()
    }
  }
}

/** The long versions of what CI runs shortly; see docs/reliability.md. */
async function main([name = '', ...rest]: readonly string[]): Promise<number> {
  const fault = FAULTS[name]
  if (fault !== undefined) return fault(rest[0], rest[1])
  process.stderr.write(`Name a fault: ${Object.keys(FAULTS).join(', ')}.\n`)
  return 2
}

function judge(result: Account): number {
  show(result)
  const { lost, twiceUnsaid, unaccounted, waiting } = result
  return lost + twiceUnsaid + unaccounted + waiting === 0 ? 0 : 1
}

void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status
})
