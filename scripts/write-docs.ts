import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { destinations } from '@waybill/destinations'
import { format, resolveConfig } from 'prettier'
import { withFieldTables } from '../packages/cli/src/definitions/field-tables'

/** Writes the field tables into the README of every destination; `npm run docs`. */
async function main(): Promise<void> {
  for (const [slug, destination] of Object.entries(destinations)) {
    const path = join(__dirname, '..', 'packages', 'destinations', 'src', slug, 'README.md')
    const text = withFieldTables(readFileSync(path, 'utf8'), destination)
    writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }))
  }
}

void main()
