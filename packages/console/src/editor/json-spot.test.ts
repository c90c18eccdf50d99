import { jsonSpotAt } from './json-spot'

/** The spot at the `|` of a text. */
const spotIn = (text: string) => {
  const position = text.indexOf('|')
  return jsonSpotAt(text.replace('|', ''), position)
}

test.each([
  ['{ | }', { kind: 'key', path: [], isQuoted: false }],
  ['{ "ty|" }', { kind: 'key', path: [], isQuoted: true }],
  ['{ "type": "tr|" }', { kind: 'value', path: ['type'], isQuoted: true }],
  ['{ "type": | }', { kind: 'value', path: ['type'], isQuoted: false }],
  ['{ "context": { "page": { "|', { kind: 'key', path: ['context', 'page'], isQuoted: true }],
  ['[{ "type": "page" }, { "ty|', { kind: 'key', path: [1], isQuoted: true }],
  ['{ "products": [{ "id": 1 }, { "price": |', { kind: 'value', path: ['products', 1, 'price'], isQuoted: false }],
  ['{ "a": { "b": 1 }, |', { kind: 'key', path: [], isQuoted: false }],
  ['|', { kind: 'value', path: [], isQuoted: false }]
])('%s', (text, expected) => {
  expect(spotIn(text)).toMatchObject(expected)
})

test('brackets, commas and escaped quotes inside strings are text', () => {
  expect(spotIn(String.raw`{ "a": "}, \" {", "b": "|" }`)).toMatchObject({ kind: 'value', path: ['b'] })
})

test('a string without an end ends with its line', () => {
  expect(spotIn('{ "a": "open,\n  "b": "|" }')).toMatchObject({ isQuoted: true })
})

test('what has been typed begins behind the quote, or with its word', () => {
  expect(spotIn('{ "ty|" }').from).toBe(3)
  expect(spotIn('{ ty| }').from).toBe(2)
})

test('the keys an object has are known', () => {
  expect(spotIn('{ "a": { "x": 1 }, "b": 2, "|" }').siblings).toEqual(['a', 'b'])
})
