import fc from 'fast-check'
import { truncateUtf8, utf8Bytes } from './bytes'

// Characters of one to four bytes, and halves of surrogate pairs in any order.
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('a', '\u007f', '\u0080', '\u07ff', '\u0800', '\uffff', '🚚', '\ud83d', '\ude9a', '\udbff'))
    .map((parts) => parts.join(''))
)

test('a text has as many bytes as it has in UTF-8', () => {
  fc.assert(
    fc.property(text, (given) => expect(utf8Bytes(given)).toBe(Buffer.byteLength(given))),
    { numRuns: 500 }
  )
})

test.each([
  ['\u007f', 1],
  ['\u0080', 2],
  ['\u07ff', 2],
  ['\u0800', 3],
  ['\uffff', 3],
  ['\u{10000}', 4],
  ['\u{10ffff}', 4],
  ['\ud800\udfff', 4],
  ['\ud7ff\udc00', 6],
  ['\udbff\ue000', 6],
  ['\udc00\ud800', 6],
  ['\ud800', 3]
])('%j has its bytes', (given, bytes) => {
  expect(utf8Bytes(given)).toBe(bytes)
  expect(Buffer.byteLength(given)).toBe(bytes)
})

test('a text is cut to the longest start that fits, and never through a character', () => {
  fc.assert(
    fc.property(text, fc.nat(40), (given, limit) => {
      const kept = truncateUtf8(given, limit)
      const characters = Array.from(given)
      const keptCharacters = Array.from(kept)
      expect(keptCharacters).toEqual(characters.slice(0, keptCharacters.length))
      expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(limit)
      const next = characters[keptCharacters.length]
      if (next !== undefined) expect(Buffer.byteLength(kept) + Buffer.byteLength(next)).toBeGreaterThan(limit)
    }),
    { numRuns: 500 }
  )
})

test('a text that fits stays as it is', () => {
  expect(truncateUtf8('🚚🚚', 8)).toBe('🚚🚚')
  expect(truncateUtf8('🚚🚚', 7)).toBe('🚚')
  expect(truncateUtf8('abc', 3)).toBe('abc')
  expect(truncateUtf8('abc', 0)).toBe('')
})
