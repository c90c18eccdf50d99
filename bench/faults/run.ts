import { createRandom } from './create-random'
import { killRepeatedly } from './kill-repeatedly'

/** `npm run faults -- kill 50`: the long versions of what CI runs shortly. */
async function main([
  fault = 'kill',
  count = '50',
  seed = String(Date.now() % 1_000_000)
]: readonly string[]): Promise<void> {
  if (fault !== 'kill') {
    process.stderr.write(`There is no fault "${fault}"; there is kill.\n`)
    process.exitCode = 2
    return
  }
  process.stdout.write(`kill -9, ${count} times, seed ${seed}\n`)
  const result = await killRepeatedly({
    slug: 'customerio',
    times: Number(count),
    random: createRandom(Number(seed)),
    tell: (line) => process.stdout.write(`${line}\n`)
  })
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  const { lost, twiceUnsaid, unaccounted, waiting } = result
  process.exitCode = lost + twiceUnsaid + unaccounted + waiting === 0 ? 0 : 1
}

void main(process.argv.slice(2))
