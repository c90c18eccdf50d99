import type { Field, FieldCondition, Fields } from '../fields'
import { compileSchema, type CheckedPayload } from '.'

const field = (type: Field['type'], more: Partial<Field> = {}): Field => ({
  label: 'Label',
  description: 'A description.',
  type,
  ...more
})

const is = (fieldKey: string, value?: string): FieldCondition =>
  value === undefined ? { fieldKey, operator: 'is' } : { fieldKey, operator: 'is', value }
const isNot = (fieldKey: string, value?: string): FieldCondition => ({ ...is(fieldKey, value), operator: 'is_not' })
const when = (match: 'any' | 'all', ...conditions: readonly FieldCondition[]): Field =>
  field('string', { label: 'Email', format: 'email', required: { match, conditions } })

const messages = (checked: CheckedPayload): readonly string[] =>
  [...(checked.ok ? [] : checked.problems), ...checked.dropped].map(({ message }) => message)

const product = field('object', {
  label: 'Products',
  multiple: true,
  properties: {
    id: field('string', { label: 'Product ID', required: true }),
    price: field('number', { label: 'Price' })
  }
})

describe('a payload that needs no change', () => {
  it('comes back itself, with everything in it', () => {
    const check = compileSchema({ id: field('string'), tags: field('string', { multiple: true }), products: product })
    const payload = { id: 'a', tags: ['x'], products: [{ id: 'p', price: 1 }] }
    const checked = check(payload)
    expect(checked).toEqual({ ok: true, payload, dropped: [] })
    expect(checked.ok && checked.payload).toBe(payload)
  })

  it('is what the mapping gives when the action has no fields', () => {
    expect(compileSchema({})({ any: 'thing', empty: '' })).toMatchObject({ payload: { any: 'thing', empty: '' } })
  })
})

it('shares what did not change with the payload it was given', () => {
  const payload = { id: 7, traits: { plan: 'free' }, products: [{ id: 'p' }, { id: 8 }] }
  const checked = compileSchema({ id: field('string'), traits: field('object'), products: product })(payload)
  expect(checked).toMatchObject({ payload: { id: '7', products: [{ id: 'p' }, { id: '8' }] } })
  if (!checked.ok) throw new Error('refused')
  expect(checked.payload['traits']).toBe(payload.traits)
  expect(checked.payload).toHaveProperty(['products', 0], payload.products[0])
  expect(payload).toEqual({ id: 7, traits: { plan: 'free' }, products: [{ id: 'p' }, { id: 8 }] })
})

describe('cleaning', () => {
  const fields: Fields = {
    name: field('string'),
    count: field('number'),
    note: field('string', { allowNull: true }),
    address: field('object', { properties: { city: field('string'), floor: field('number') } }),
    open: field('object', { properties: { city: field('string') }, additionalProperties: true }),
    products: product
  }
  const check = compileSchema(fields)

  it.each<readonly [string, object, object]>([
    ['removes empty strings at the root', { name: '', count: '' }, {}],
    ['removes null where it is not allowed', { name: null, note: null, address: null }, { note: null }],
    ['keeps empty strings in nested texts only', { address: { city: '', floor: '' } }, { address: { city: '' } }],
    ['removes null in nested objects', { address: { city: null } }, { address: {} }],
    ['removes unknown keys', { name: 'a', other: 1, address: { x: 1 } }, { name: 'a', address: {} }],
    ['keeps unknown keys that are welcome', { open: { city: 1, x: null } }, { open: { city: '1', x: null } }],
    ['removes null from lists', { products: [null, { id: 'p' }] }, { products: [{ id: 'p' }] }],
    [
      'converts null inside the items of a list',
      { products: [{ id: 'p', price: null }] },
      { products: [{ id: 'p', price: 0 }] }
    ],
    ['wraps a lone item in a list', { products: { id: 'p' } }, { products: [{ id: 'p' }] }]
  ])('%s', (_, payload, expected) => {
    expect(check({ ...payload })).toStrictEqual({ ok: true, payload: expected, dropped: [] })
  })
})

it.each<readonly [Field['type'], unknown, unknown]>([
  ['string', 5, '5'],
  ['string', true, 'true'],
  ['string', ['a'], 'a'],
  ['number', '1.5', 1.5],
  ['number', ' 12 ', 12],
  ['number', true, 1],
  ['integer', '3', 3],
  ['boolean', 'true', true],
  ['boolean', 0, false],
  ['datetime', 1_700_000_000, 1_700_000_000],
  ['datetime', '2024-05-17', '2024-05-17'],
  ['datetime', ['1.5'], 1.5]
])('converts to %s: %j', (type, value, expected) => {
  expect(compileSchema({ key: field(type) })({ key: value })).toStrictEqual({
    ok: true,
    payload: { key: expected },
    dropped: []
  })
})

describe('a bad optional value', () => {
  it.each<readonly [string, Field, unknown, string]>([
    ['type', field('number'), 'secret', 'must be a number, not a string'],
    ['list', field('number'), ['secret', 1], 'must be a number, not a list'],
    ['fraction', field('integer'), 1.25, 'must be a whole number, not a fraction'],
    ['boolean', field('boolean'), 'secret', 'must be true or false, not a string'],
    ['null', field('integer', { allowNull: true }), {}, 'must be a whole number or null, not an object'],
    ['object', field('object'), 'secret', 'must be an object, not a string'],
    ['nested object', field('object', { properties: {} }), 'secret', 'must be an object, not a string'],
    ['format', field('string', { format: 'email' }), 'secret', 'must be an e-mail address, not some other string'],
    ['date', field('datetime'), 'secret', 'must be a date, not some other string'],
    [
      'choices',
      field('string', { choices: ['free', 'paid'] }),
      'secret',
      'must be one of "free", "paid", not another value'
    ],
    [
      'labelled choices',
      field('number', { choices: [{ label: 'One', value: 1 }] }),
      99,
      'must be one of 1, not another value'
    ],
    ['minimum', field('number', { minimum: 10 }), 5.5, 'must be at least 10, not less'],
    ['maximum', field('number', { maximum: 10 }), 55.5, 'must be at most 10, not more'],
    ['short text', field('string', { minimum: 9 }), 'secret', 'must have at least 9 characters, not fewer'],
    ['long text', field('string', { maximum: 1 }), 'secret', 'must have at most 1 character, not more']
  ])('is left out: %s', (_, definition, value, verdict) => {
    const checked = compileSchema({ id: field('string'), key: definition })({ id: 'a', key: value })
    expect(checked).toStrictEqual({
      ok: true,
      payload: { id: 'a' },
      dropped: [{ path: 'key', label: 'Label', message: `Label (key) ${verdict}.` }]
    })
    expect(JSON.stringify(checked)).not.toMatch(/secret|99|5\.5|1\.25/)
  })

  it('counts characters as people do, not code units', () => {
    const check = compileSchema({ key: field('string', { minimum: 2, maximum: 2 }) })
    expect(check({ key: '😀😀' })).toMatchObject({ payload: { key: '😀😀' } })
    expect(check({ key: '😀' })).toMatchObject({ payload: {} })
  })

  it('costs only itself inside an object or an item', () => {
    const checked = compileSchema({
      products: product,
      address: field('object', { properties: { floor: field('number') } })
    })({
      products: [{ id: 'p', price: 'much' }],
      address: { floor: 'top' }
    })
    expect(checked).toMatchObject({ payload: { products: [{ id: 'p' }], address: {} } })
    expect(messages(checked)).toEqual([
      'Price (products[0].price) must be a number, not a string.',
      'Label (address.floor) must be a number, not a string.'
    ])
  })

  it('costs the optional object or item in which it is required', () => {
    const address = field('object', {
      label: 'Address',
      properties: { city: field('string', { label: 'City', required: true }) }
    })
    const checked = compileSchema({ products: product, address })({
      products: [{}, { id: 'p' }],
      address: { city: {} }
    })
    expect(checked).toMatchObject({ payload: { products: [{ id: 'p' }] } })
    expect(messages(checked)).toEqual([
      'Products (products[0]) is left out because Product ID (products[0].id) is required, but it is missing.',
      'Address (address) is left out because City (address.city) must be a string, not an object.'
    ])
  })

  it('is not told of when what holds it is left out as well', () => {
    const properties = { id: field('string', { label: 'ID', required: true }), floor: field('number') }
    const checked = compileSchema({ key: field('object', { properties }) })({ key: { floor: 'top' } })
    expect(messages(checked)).toEqual(['Label (key) is left out because ID (key.id) is required, but it is missing.'])
  })

  it('is not below a minimum of 0, which counts as none for Segment too', () => {
    expect(compileSchema({ key: field('number', { minimum: 0 }) })({ key: -1 })).toMatchObject({ payload: { key: -1 } })
  })

  it('costs the whole list when no item is left', () => {
    const checked = compileSchema({ tags: field('number', { multiple: true, label: 'Tags' }) })({ tags: ['a', 'b'] })
    expect(checked).toMatchObject({ ok: true, payload: {} })
    expect(messages(checked)).toEqual([
      'Tags (tags) is left out because Tags (tags[0]) must be a number, not a string; Tags (tags[1]) must be a number, not a string.'
    ])
  })

  it('is no list when it is an object inside an object', () => {
    const inside = { tags: field('string', { label: 'Tags', multiple: true }) }
    const checked = compileSchema({ key: field('object', { properties: inside }) })({ key: { tags: {} } })
    expect(messages(checked)).toEqual(['Tags (key.tags) must be a list, not an object.'])
  })
})

describe('a required value', () => {
  const required = { required: true } as const

  it('is named when it is missing, empty or bad, all at once', () => {
    const check = compileSchema({
      id: field('string', { label: 'ID', ...required }),
      name: field('string', { label: 'Name', ...required }),
      age: field('number', { label: 'Age', ...required })
    })
    const checked = check({ name: '', age: 'old' })
    expect(checked.ok).toBe(false)
    expect(messages(checked)).toEqual([
      'ID (id) is required, but it is missing.',
      'Name (name) is required, but it is missing.',
      'Age (age) must be a number, not a string.'
    ])
  })

  it('refuses the event from inside a required object or list', () => {
    const address = field('object', {
      ...required,
      properties: { city: field('string', { label: 'City', ...required }) }
    })
    const checked = compileSchema({ address, products: { ...product, ...required } })({
      address: {},
      products: [{}, {}]
    })
    expect(checked.ok).toBe(false)
    expect(messages(checked)).toEqual([
      'City (address.city) is required, but it is missing.',
      'Product ID (products[0].id) is required, but it is missing.',
      'Product ID (products[1].id) is required, but it is missing.'
    ])
  })

  it('may be an empty list, as for Segment', () => {
    expect(compileSchema({ products: { ...product, ...required } })({ products: [] }).ok).toBe(true)
  })
})

describe('a conditionally required value', () => {
  const others = {
    tags: field('string', { multiple: true }),
    user: field('string'),
    plan: field('string', { choices: ['free', 'paid'] }),
    meta: field('object')
  }

  it.each<readonly [string, Field, Record<string, unknown>, boolean]>([
    ['absent', when('all', is('user')), {}, true],
    ['given', when('all', is('user')), { user: 'a' }, false],
    ['given, when it must not be', when('all', isNot('user')), { user: 'a' }, true],
    ['left out', when('all', is('plan')), { plan: 'unknown' }, true],
    ['equal', when('all', is('plan', 'free')), { plan: 'free' }, true],
    ['different', when('all', is('plan', 'free')), { plan: 'paid' }, false],
    ['not equal', when('all', isNot('plan', 'free')), { plan: 'paid' }, true],
    ['not there to be unequal', when('all', isNot('plan', 'free')), {}, false],
    ['equal, but in a list', when('all', is('tags', 'free')), { tags: 'free' }, false],
    ['undeclared', when('all', isNot('other')), { other: 'a' }, true],
    ['undeclared and empty', when('all', isNot('other', 'a')), { other: '' }, false],
    ['nested', when('all', is('meta.tier', 'gold')), { meta: { tier: 'gold' } }, true],
    ['nested elsewhere', when('all', is('meta.tier', 'gold')), { meta: {} }, false],
    ['all of two', when('all', is('user'), is('plan', 'free')), { plan: 'free' }, true],
    ['one of all', when('all', is('user'), is('plan', 'free')), {}, false],
    ['any of two', when('any', isNot('user'), is('plan', 'free')), { plan: 'free' }, true],
    ['none of any', when('any', isNot('user'), is('plan', 'free')), {}, false]
  ])('depends on another field: %s', (_, email, payload, isRequired) => {
    const check = compileSchema({ ...others, email })
    expect(check(payload).ok).toBe(!isRequired)
    expect(check({ ...payload, email: 'ada@example.com' }).ok).toBe(true)
  })

  it('says under which conditions it is missing', () => {
    const email = when('all', is('user'), is('plan', 'free'))
    expect(messages(compileSchema({ ...others, email })({ plan: 'free' }))).toEqual([
      'Email (email) is required when user is missing and plan is "free", but it is missing.'
    ])
  })

  it('is not replaced by a value that is bad', () => {
    const checked = compileSchema({ ...others, email: when('all', is('user')) })({ email: 'nobody' })
    expect(checked.ok).toBe(false)
    expect(messages(checked)).toContain('Email (email) must be an e-mail address, not some other string.')
  })

  it('is looked for inside its object', () => {
    const contact = field('object', { properties: { email: when('all', is('user')) } })
    const check = compileSchema({ ...others, contact })
    expect(messages(check({ contact: {} }))).toEqual([
      'Email (contact.email) is required when user is missing, but it is missing.'
    ])
    expect(check({ contact: { email: 'ada@example.com' } }).ok).toBe(true)
  })
})
