import { readJson } from './read-json'

const messageOf = (text: string): string => {
  const read = readJson(text)
  return read.kind === 'mistake' ? read.message : 'no mistake'
}

test('reads what is JSON', () => {
  expect(readJson('{ "a": [1, null] }')).toEqual({ kind: 'value', value: { a: [1, null] } })
})

test.each([
  ['', 'This is not JSON: there is nothing here; choose a sample or write an object.'],
  ['{ "a": 1, }', 'This is not JSON: “}” does not fit at line 1, column 11; remove the comma before it.'],
  [
    '{\n  "a": 1\n  "b": 2\n}',
    'This is not JSON: “"” does not fit at line 3, column 3; a comma may be missing before it.'
  ],
  ["{ 'a': 1 }", "This is not JSON: “'” does not fit at line 1, column 3; strings stand in double quotes."],
  ['{ "a": 1', 'This is not JSON: it ends too early, at line 1, column 9.']
])('%j is told with its place', (text, message) => {
  expect(messageOf(text)).toBe(message)
})

test('a mistake has a place inside the text, also at its end', () => {
  for (const text of ['{', '{ "a"', '[1, ', '"', 'nul']) {
    const read = readJson(text)
    expect(read.kind).toBe('mistake')
    if (read.kind !== 'mistake') continue
    expect(read.range.from).toBeGreaterThanOrEqual(0)
    expect(read.range.from).toBeLessThan(read.range.to)
    expect(read.range.to).toBeLessThanOrEqual(text.length)
  }
})
