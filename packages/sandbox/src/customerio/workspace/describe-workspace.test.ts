import * as fc from 'fast-check'
import type { JsonRecord } from '../../json/json'
import { createTestWorkspace, identify, object, person } from './test-workspace'

const operations = (id: string): JsonRecord[] => [
  identify(id, { email: `${id}@example.com` }),
  person('event', id, { name: 'bought' }),
  person('delete', `${id}-unknown`),
  object('identify', `of-${id}`, { cio_relationships: [{ identifiers: { id } }] })
]

test('the state does not depend on the order in which different people were heard of', () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(ids, (names) => {
      const forwards = createTestWorkspace()(...names.flatMap(operations))
      const backwards = createTestWorkspace()(...names.toReversed().flatMap(operations))
      expect(JSON.stringify(backwards)).toBe(JSON.stringify(forwards))
    })
  )
})

test('the state holds one note for what was answered alike twice', () => {
  const apply = createTestWorkspace()
  expect(apply(person('delete', '42'), person('delete', '42')).unapplied).toHaveLength(1)
})
