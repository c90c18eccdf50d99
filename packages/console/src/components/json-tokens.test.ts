import { jsonTokens } from './json-tokens'

const value = { name: 'a "quoted": {word}', count: -1.5e10, list: [true, null], nested: { '': {} } }

test('the pieces together are the indented JSON', () => {
  const text = jsonTokens(value)
    .map((token) => token.text)
    .join('')
  expect(text).toBe(JSON.stringify(value, null, 2))
})

test('keys, strings and atoms are told apart', () => {
  const kinds = (kind: string) =>
    jsonTokens(value)
      .filter((token) => token.kind === kind)
      .map((token) => token.text)
  expect(kinds('key')).toEqual(['"name"', '"count"', '"list"', '"nested"', '""'])
  expect(kinds('string')).toEqual([JSON.stringify(value.name)])
  expect(kinds('atom')).toEqual(['-15000000000', 'true', 'null'])
})

test('nothing at all is said in words', () => {
  expect(
    jsonTokens(undefined)
      .map(({ text }) => text)
      .join('')
  ).toBe('nothing')
})
