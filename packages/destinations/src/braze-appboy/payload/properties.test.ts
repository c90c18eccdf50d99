import { storableProperties } from './properties'

const EXCEPTIONS = { reserved: new Set(['time']), saidElsewhere: new Set(['products']) }

function kept(properties: { readonly [key: string]: unknown } | undefined) {
  const notes: string[] = []
  return { properties: storableProperties(properties, EXCEPTIONS, (text) => notes.push(text)), notes }
}

test('nothing is made of nothing', () => {
  expect(kept(undefined)).toEqual({ properties: undefined, notes: [] })
  expect(kept({ products: [], referrer: null })).toEqual({ properties: undefined, notes: [] })
})

test('objects and lists that need no change are not copied', () => {
  const given = { cart: { items: [{ sku: 'a' }], lists: [[1], [2]] } }
  const { properties, notes } = kept(given)
  expect(properties?.['cart']).toBe(given.cart)
  expect(notes).toEqual([])
})

test.each([
  [{ time: 'noon', a: 1 }, 'Braze reserves the name'],
  [{ $a: 1, a: 1 }, 'starts with a dollar'],
  [{ '': 1, a: 1 }, 'its name is empty'],
  [{ ['x'.repeat(256)]: 1, a: 1 }, 'longer than 255'],
  [{ text: 'x'.repeat(256), a: 1 }, '255 characters at the most']
])('what Braze refuses is left out with a note: %#', (given, note) => {
  const { properties, notes } = kept(given)
  expect(properties).toEqual({ a: 1 })
  expect(notes).toEqual([expect.stringContaining(note)])
})

test('inside objects and lists, what Braze refuses is left out too', () => {
  const { properties, notes } = kept({ cart: { $a: 1, b: null, c: ['x'.repeat(256), 1, null], d: 2 } })
  expect(properties).toEqual({ cart: { c: [1], d: 2 } })
  expect(notes).toHaveLength(2)
})

const large = (count: number): readonly string[] => Array<string>(count).fill('x'.repeat(255))

test('over 50 kB, lists and objects go, the last first, until the rest fits', () => {
  const { properties, notes } = kept({ first: large(100), middle: { list: large(100) }, name: 'a', last: large(50) })
  expect(Object.keys(properties ?? {})).toEqual(['first', 'name'])
  expect(notes).toEqual([expect.stringContaining('"last"'), expect.stringContaining('"middle"')])
})

test('texts alone are never too many for that limit', () => {
  const texts = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`key${index}`, 'x'.repeat(255)]))
  expect(kept(texts)).toEqual({ properties: texts, notes: [] })
})
