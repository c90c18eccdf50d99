// Writes, of every destination, NAME.mjs for bundlers and NAME.js for a script tag into dist/.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleDestination, DESTINATION_NAMES } from './bundle-destination'
import type { DestinationName } from './bundle-destination'

const DIST = join(__dirname, '..', 'dist')

async function writeBundles(name: DestinationName): Promise<void> {
  writeFileSync(join(DIST, `${name}.mjs`), await bundleDestination(name, 'module'))
  writeFileSync(join(DIST, `${name}.js`), await bundleDestination(name, 'script tag'))
}

mkdirSync(DIST, { recursive: true })
void Promise.all(DESTINATION_NAMES.map(writeBundles))
