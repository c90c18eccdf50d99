import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { destinations } from '@waybill/destinations'
import { format, resolveConfig } from 'prettier'
import { waybillSchema } from '../packages/cli/src/service/configuration-schema'
import { withFieldTables } from '../packages/cli/src/definitions/field-tables'

/** Writes what is made of the definitions: field tables in READMEs, and the schema of configurations; `npm run docs`. */
async function main(): Promise<void> {
  for (const [slug, destination] of Object.entries(destinations)) {
    const path = join(__dirname, '..', 'packages', 'destinations', 'src', slug, 'README.md')
    const text = withFieldTables(readFileSync(path, 'utf8'), destination)
    await write(path, text)
  }
  await write(join(__dirname, '..', 'packages', 'cli', 'waybill.schema.json'), JSON.stringify(waybillSchema()))
}

async function write(path: string, text: string): Promise<void> {
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }))
}

void main()
