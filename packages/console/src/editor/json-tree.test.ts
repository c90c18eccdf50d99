import { parseJsonTree, rangeOf } from './json-tree'

const TEXT = '{ "email": { "@if": { "then": 1 } }, "tags": ["a", { "b": 2 }], "caf\\u00e9": 3 }'

const textAt = (path: readonly (string | number)[]) => {
  const range = rangeOf(parseJsonTree(TEXT), TEXT, path)
  return range && TEXT.slice(range.from, range.to)
}

test('a place is found by its path: the key where it has one, else the value', () => {
  expect(textAt(['email'])).toBe('"email"')
  expect(textAt(['email', '@if', 'then'])).toBe('"then"')
  expect(textAt(['tags', 0])).toBe('"a"')
  expect(textAt(['tags', 1, 'b'])).toBe('"b"')
  expect(textAt([])).toBe(TEXT)
})

test('keys are read as JSON means them', () => {
  expect(textAt(['café'])).toBe('"caf\\u00e9"')
})

test('what is not there has no place', () => {
  expect(textAt(['phone'])).toBeUndefined()
  expect(textAt(['tags', 2])).toBeUndefined()
  expect(textAt(['tags', 0, 'x'])).toBeUndefined()
})
