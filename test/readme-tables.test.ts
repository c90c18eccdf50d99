import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { destinations } from '@waybill/destinations'
import { withFieldTables } from '../packages/cli/src/definitions/field-tables'

// The formatter aligns the tables; what they say is what counts.
const words = (text: string): string => text.replaceAll(/-{3,}/g, '---').replaceAll(/\s+/g, ' ')

test.each(Object.entries(destinations))(
  'the README of %s tells its fields as they are (else: npm run docs)',
  (slug, destination) => {
    const readme = readFileSync(join(__dirname, '..', 'packages', 'destinations', 'src', slug, 'README.md'), 'utf8')
    expect(words(readme)).toBe(words(withFieldTables(readme, destination)))
  }
)
