import { createRandom } from '../../bench/faults/create-random'
import { killRepeatedly } from '../../bench/faults/kill-repeatedly'

test('a service that is killed three times under load loses nothing that it had accepted', async () => {
  const result = await killRepeatedly({ slug: 'customerio', times: 3, random: createRandom(20_261_122) })
  expect(result).toMatchObject({ lost: 0, twiceUnsaid: 0, unaccounted: 0, waiting: 0 })
  expect(result.accepted).toBeGreaterThan(0)
}, 120_000)
