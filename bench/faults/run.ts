import { createRandom } from './create-random'
import { killRepeatedly } from './kill-repeatedly'
import { openConnections } from './open-connections'

const write = (line: string): boolean => process.stdout.write(`${line}\n`)

/** The long versions of what CI runs shortly: `npm run faults -- kill 50`, `npm run faults -- connections 10000`. */
async function main([fault = '', count = '', seed = '1']: readonly string[]): Promise<number> {
  if (fault === 'connections') {
    write(JSON.stringify(await openConnections(Number(count || 10_000)), null, 2))
    return 0
  }
  if (fault !== 'kill') {
    process.stderr.write('Name a fault: kill or connections, and how often.\n')
    return 2
  }
  const result = await killRepeatedly({
    slug: 'customerio',
    times: Number(count || 50),
    random: createRandom(Number(seed)),
    tell: write
  })
  write(JSON.stringify(result, null, 2))
  const { lost, twiceUnsaid, unaccounted, waiting } = result
  return lost + twiceUnsaid + unaccounted + waiting === 0 ? 0 : 1
}

void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status
})
