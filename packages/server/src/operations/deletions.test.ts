import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { closeOperations, startOperations } from '../../test/start-operations'
import type { Deletions } from './contract'

afterAll(closeOperations)

test('deletions are those on record, of all or of one person', async () => {
  const { folder, get } = await startOperations()
  expect(await get<Deletions>('/deletions')).toEqual({ deletions: [] })
  const requested = { kind: 'requested', at: 1, anonymousId: null, source: 'erasure', instances: ['acme'] }
  const records = ['ada', 'bob'].map((userId) => JSON.stringify({ ...requested, id: `d ${userId}`, userId }))
  writeFileSync(join(folder, 'deletions.jsonl'), `${records.join('\n')}\n`)
  const all = await get<Deletions>('/deletions')
  expect(all.deletions.map(({ userId }) => userId)).toEqual(['ada', 'bob'])
  expect(await get<Deletions>('/deletions?user=bob')).toMatchObject({
    deletions: [{ id: 'd bob', userId: 'bob', requestedAt: 1, source: 'erasure', ended: [], waiting: ['acme'] }]
  })
})
