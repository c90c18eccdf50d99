import { byteLength, canonicalRecord, member, recordFrom } from './json'

test('a member is only what a record itself holds', () => {
  expect(member({ a: 1 }, 'a')).toBe(1)
  expect(member({ a: 1 }, 'toString')).toBeUndefined()
  expect(member({}, '__proto__')).toBeUndefined()
})

test('sizes are in bytes of UTF-8, for text without its quotes', () => {
  expect(byteLength('é')).toBe(2)
  expect(byteLength('😀')).toBe(4)
  expect(byteLength({ a: [1, 'é'] })).toBe('{"a":[1,"é"]}'.length + 1)
})

test('a canonical record has its keys sorted at every level and leaves lists in order', () => {
  const record = canonicalRecord({ b: [{ d: 1, c: 2 }, 1], a: null })
  expect(JSON.stringify(record)).toBe('{"a":null,"b":[{"c":2,"d":1},1]}')
})

test('a record can be built with any key', () => {
  const record = recordFrom([['__proto__', 1]])
  expect(Object.keys(record)).toEqual(['__proto__'])
  expect(Object.getPrototypeOf(record)).toBe(Object.prototype)
})
