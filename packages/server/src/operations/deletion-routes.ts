import { join } from 'node:path'
import { Hono } from 'hono'
import { readDeletions } from '../deletion/read-deletions'
import { RECORDS_FILE } from '../deletion/record-file'
import type { Deletions } from './contract'
import type { Operations } from './operations'
import { readQuery, readTexts } from './read-input'

/** Who was deleted where, with the proof. */
export function deletionRoutes({ core }: Pick<Operations, 'core'>): Hono {
  return new Hono().get('/deletions', async (context) => {
    const wish = readTexts(readQuery(context, ['user']), ['user'])
    const deletions = await readDeletions(join(core.configuration().data.folder, RECORDS_FILE), wish)
    return context.json({ deletions } satisfies Deletions)
  })
}
