import { addTraits } from './attributes'

function attributesOf(custom_attributes: { readonly [key: string]: unknown }, mapped: object = {}) {
  const notes: string[] = []
  const attributes: Record<string, unknown> = {}
  addTraits(attributes, { ...mapped, custom_attributes }, (text) => notes.push(text))
  return { attributes, notes }
}

test('custom attributes keep their names, their types and, untouched, their objects', () => {
  const traits = {
    customCamel: 'a',
    CUSTOM_CAP: 1.5,
    'custom-hyphen': true,
    tags: ['a', 'b'],
    company: { name: 'Acme', sizes: [1, 2] },
    visits: { inc: 1 },
    pets: { $update: [{ $identifier_key: 'id', $identifier_value: 1, $new_object: { name: 'Tom' } }] }
  }
  const { attributes, notes } = attributesOf(traits)
  expect(attributes).toEqual(traits)
  expect(attributes['company']).toBe(traits.company)
  expect(attributes['tags']).toBe(traits.tags)
  expect(notes).toEqual([])
})

test.each([
  ['a text over 255 characters', { essay: 'x'.repeat(256), plan: 'pro' }, { plan: 'pro' }, '"essay"'],
  ['a name over 255 characters', { ['x'.repeat(256)]: 1, plan: 'pro' }, { plan: 'pro' }, 'its name'],
  ['an empty name', { '': 1, plan: 'pro' }, { plan: 'pro' }, 'its name'],
  ['a list inside a list', { matrix: [1, [2], 3] }, { matrix: [1, 3] }, '"matrix"'],
  ['an object beside plain values', { tags: ['a', { b: 1 }, 2] }, { tags: ['a', 2] }, '"tags"'],
  ['a plain value beside objects', { pets: [null, { b: 1 }, 2] }, { pets: [{ b: 1 }] }, '"pets"'],
  ['a long text inside a list', { tags: ['a', 'x'.repeat(256)] }, { tags: ['a'] }, '"tags"'],
  ['a long text inside an object', { pet: { a: 1, b: 'x'.repeat(256) } }, { pet: { a: 1 } }, '"pet"'],
  ['a name with a space inside an object', { pet: { 'a b': 1, c: 2 } }, { pet: { c: 2 } }, '"pet"'],
  ['a name with a dot inside an object', { pet: { 'a.b': 1, c: 2 } }, { pet: { c: 2 } }, '"pet"'],
  ['a name with a dollar inside an object', { pet: { $a: 1, c: 2 } }, { pet: { c: 2 } }, '"pet"'],
  ['more than 50 kB', { big: Array(200).fill('x'.repeat(255)), plan: 'pro' }, { plan: 'pro' }, '"big"'],
  ['a number beyond all numbers', { score: Number.POSITIVE_INFINITY, plan: 'pro' }, { plan: 'pro' }, '"score"'],
  ['one of those inside a list', { scores: [1, Number.NaN] }, { scores: [1] }, '"scores"'],
  ['a reserved name', { bio: 'b', user_alias: {}, plan: 'pro' }, { plan: 'pro' }, '"bio"']
])('%s is left out with a note', (_title, traits, kept, named) => {
  const { attributes, notes } = attributesOf(traits)
  expect(attributes).toEqual(kept)
  expect(notes[0]).toContain(named)
})

test('null stays inside an object, where it removes, and goes from a list', () => {
  expect(attributesOf({ pet: { name: null }, tags: ['a', null], plan: null }).attributes).toEqual({
    pet: { name: null },
    tags: ['a'],
    plan: null
  })
})

test('the size of an attribute counts as UTF-8', () => {
  const fits = Array<string>(190).fill('ä'.repeat(120))
  expect(attributesOf({ fits }).attributes).toEqual({ fits })
  const tooLarge = Array<string>(210).fill('ä'.repeat(120))
  expect(attributesOf({ tooLarge }).attributes).toEqual({})
})

test('a profile field that was mapped is not read from the traits again', () => {
  expect(attributesOf({ gender: 'robot', language: 'en' }, { gender: 'female' })).toEqual({
    attributes: { language: 'en' },
    notes: []
  })
})

test('what has a field of its own, and the ID, are no custom attributes', () => {
  const taken = { id: 'u', name: 'Ada', firstName: 'Ada', lastName: 'L', birthday: '1', avatar: 'a', timezone: 'b' }
  expect(attributesOf(taken)).toEqual({ attributes: {}, notes: [] })
})

test.each([
  [{ city: 'Porto', country: 'PT' }, undefined],
  [{ city: 'Porto', street: 'Rua' }, { street: 'Rua' }],
  ['Rua das Flores', 'Rua das Flores'],
  [null, null]
])('of the address %p, %p is left', (address, left) => {
  expect(attributesOf({ address }).attributes['address']).toEqual(left)
})

test('a trait called __proto__ changes nothing that the attributes inherit', () => {
  const { attributes } = attributesOf({ ['__proto__']: { first_name: 'Eve' }, plan: 'pro' })
  expect(attributes).toStrictEqual({ plan: 'pro' })
  expect(attributes['first_name']).toBeUndefined()
})
