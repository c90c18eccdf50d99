import { isRecord } from './json'
import { parseJson } from './parse-json'

const bytes = (text: string): Uint8Array => Buffer.from(text)

test('JSON is read with every key as an own property', () => {
  const parsed = parseJson(bytes('{"__proto__":{"polluted":true},"name":"Zoë 😀"}'))
  const value = parsed.kind === 'parsed' ? parsed.value : null
  expect(isRecord(value) && Object.keys(value)).toEqual(['__proto__', 'name'])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test.each([
  ['nothing', ''],
  ['half an object', '{"a":'],
  ['a bare word', 'undefined'],
  ['a trailing comma', '[1,]'],
  ['a byte order mark', '\uFEFF{}']
])('%s is malformed', (_name, text) => {
  expect(parseJson(bytes(text))).toEqual({ kind: 'malformed', message: 'body is not valid JSON' })
})

test('bytes that are not UTF-8 are malformed', () => {
  expect(parseJson(Uint8Array.of(0x22, 0xff, 0x22))).toEqual({ kind: 'malformed', message: 'body is not valid UTF-8' })
})

test('a number beyond a double is malformed, wherever it stands', () => {
  const malformed = { kind: 'malformed', message: 'body holds a number that is out of range' }
  expect(parseJson(bytes('1e999'))).toEqual(malformed)
  expect(parseJson(bytes('{"a":[{"b":-1e999}]}'))).toEqual(malformed)
})

test('nesting is refused one level beyond the limit, and at any depth without overflowing the stack', () => {
  const nested = (depth: number): Uint8Array => bytes('['.repeat(depth) + ']'.repeat(depth))
  const malformed = { kind: 'malformed', message: 'body is nested deeper than 64 levels' }
  expect(parseJson(nested(64)).kind).toBe('parsed')
  expect(parseJson(nested(66))).toEqual(malformed)
  expect(parseJson(nested(100_000))).toEqual(malformed)
  expect(parseJson(bytes('{"a":'.repeat(65) + '1' + '}'.repeat(65)))).toEqual(malformed)
})
