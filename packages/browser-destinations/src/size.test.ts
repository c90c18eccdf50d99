import { gzipSync } from 'node:zlib'
import { bundleDestination, DESTINATION_NAMES } from '../bundle/bundle-destination'

const BUDGET = 6000

test.each(DESTINATION_NAMES)('%s adds at most 6 kB to a page, minified and gzipped', async (name) => {
  const bytes = gzipSync(await bundleDestination(name, 'script tag'), { level: 9 }).length
  expect(bytes).toBeGreaterThan(1000)
  expect(bytes).toBeLessThanOrEqual(BUDGET)
})
