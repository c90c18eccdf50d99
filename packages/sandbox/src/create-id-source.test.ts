import { createIdSource } from './create-id-source'

test('ids depend on what they are given to, not on the order', () => {
  const one = createIdSource(12)
  const other = createIdSource(12)
  const ids = [one.derive('a'), one.derive('b')]
  expect([other.derive('b'), other.derive('a')].toReversed()).toEqual(ids)
  expect(new Set(ids).size).toBe(2)
  expect(ids[0]).toMatch(/^[0-9a-f]{12}$/)
})

test('a successor does not get the id of its predecessor', () => {
  const { derive } = createIdSource(24)
  expect(derive('a')).not.toBe(derive('a'))
})
