import type { JsonRecord, JsonValue } from '../../json/json'
import {
  createTestWorkspace,
  identify,
  identifyBy,
  manyAttributes,
  onlyPerson,
  person,
  relation,
  type Apply
} from './test-workspace'

let apply: Apply

beforeEach(() => {
  apply = createTestWorkspace()
})

const dated = (timestamp: number, attributes: JsonRecord): JsonRecord =>
  person('identify', '42', { timestamp, attributes })

describe('identifying', () => {
  test('adds whoever is not known and updates whoever is', () => {
    expect(onlyPerson(apply(identify('42', { plan: 'basic' }))).attributes).toEqual({ plan: 'basic' })
    expect(onlyPerson(apply(identify('42', { plan: 'pro', seats: 5 }))).attributes).toEqual({ plan: 'pro', seats: 5 })
  })

  test('knows e-mail addresses in any case and ids in one', () => {
    apply(identifyBy({ email: 'Bob@Example.com' }), identifyBy({ email: 'bob@example.COM' }, { a: 1 }))
    const state = apply(identify('X'), identify('x'))
    expect(state.people.map(({ id, email }) => [id, email])).toEqual(
      expect.arrayContaining([
        [null, 'Bob@Example.com'],
        ['X', null],
        ['x', null]
      ])
    )
    expect(state.people).toHaveLength(3)
  })

  test('gives a person the identifiers they lack', () => {
    const state = apply(identifyBy({ email: 'bob@example.com' }, { id: '42' }))
    expect(onlyPerson(state)).toMatchObject({ id: '42', email: 'bob@example.com', attributes: {} })
    expect(onlyPerson(apply(identify('42', { a: 1 }))).attributes).toEqual({ a: 1 })
  })

  test('finds a person by the identifier in the attributes and gives them the one that was unknown', () => {
    apply(identifyBy({ email: 'bob@example.com' }))
    expect(onlyPerson(apply(identify('42', { email: 'bob@example.com' })))).toMatchObject({ id: '42' })
    expect(onlyPerson(apply(identify('43', { email: 'bob@example.com' })))).toMatchObject({ id: '43' })
    expect(apply(identify('42')).people).toHaveLength(2)
  })

  test('does not replace an identifier that is set', () => {
    const state = apply(
      identify('42', { email: 'a@example.com' }),
      identify('42', { email: 'b@example.com', plan: 'pro' })
    )
    const { cio_id, email, attributes } = onlyPerson(state)
    expect(email).toBe('a@example.com')
    expect(attributes).toEqual({ plan: 'pro' })
    expect(state.unapplied).toEqual([
      {
        operation: 'identify',
        subject: `cio_id:${cio_id}`,
        reason: 'email:b@example.com cannot replace the one that is set, unless the person is named by cio_id'
      }
    ])
  })

  test('replaces an identifier of a person named by cio_id', () => {
    const { cio_id } = onlyPerson(apply(identify('42', { email: 'a@example.com' })))
    apply(identifyBy({ cio_id }, { id: '43', email: 'b@example.com' }))
    expect(onlyPerson(apply(identify('43', { a: 1 })))).toMatchObject({
      id: '43',
      email: 'b@example.com',
      attributes: { a: 1 }
    })
  })

  test('replaces the address of a person named by id where the workspace allows it', () => {
    const applyThere = createTestWorkspace({ updatesEmailById: true })
    const state = applyThere(identify('42', { email: 'a@example.com' }), identify('42', { email: 'b@example.com' }))
    expect(onlyPerson(state).email).toBe('b@example.com')
    expect(state.unapplied).toEqual([])
  })

  test('does not take an identifier from someone else', () => {
    const state = apply(
      identify('1', { email: 'a@example.com' }),
      identify('2', {}),
      identify('2', { email: 'a@example.com' })
    )
    expect(state.people.find(({ id }) => id === '2')?.email).toBeNull()
    expect(state.unapplied).toMatchObject([{ reason: 'email:a@example.com belongs to another person' }])
  })

  test('drops what names a cio_id nobody has', () => {
    const state = apply(identifyBy({ cio_id: 'nobody' }, { a: 1 }))
    expect(state.people).toEqual([])
    expect(state.unapplied).toEqual([{ operation: 'identify', subject: 'cio_id:nobody', reason: 'no such person' }])
  })

  test('adds nobody when told only to update', () => {
    expect(apply(identify('42', { _update: true, a: 1 })).people).toEqual([])
    apply(identify('42'))
    expect(onlyPerson(apply(identify('42', { _update: true, a: 1 }))).attributes).toEqual({ a: 1 })
  })

  test('removes attributes with null and with an empty string', () => {
    apply(identify('42', { a: 1, b: 2, c: 3, created_at: 5 }))
    expect(onlyPerson(apply(identify('42', { a: null, b: '', d: null, created_at: null })))).toMatchObject({
      attributes: { c: 3 },
      created_at: null
    })
  })

  test('keeps created_at apart from the other attributes', () => {
    expect(onlyPerson(apply(identify('42', { created_at: 1361205308 })))).toMatchObject({
      created_at: 1361205308,
      attributes: {}
    })
  })

  test.each<[JsonValue, boolean]>([
    [true, true],
    ['true', true],
    ['tRUe', true],
    [1, true],
    ['1', true],
    [false, false],
    ['yes', false],
    [2, false],
    ['', false]
  ])('takes unsubscribed: %j for %j', (unsubscribed, expected) => {
    expect(onlyPerson(apply(identify('42', { unsubscribed }))).unsubscribed).toBe(expected)
  })

  test('replaces all preferences, or changes one', () => {
    const preferences = 'cio_subscription_preferences'
    apply(identify('42', { [preferences]: { topics: { topic_1: true, topic_2: false } } }))
    const changed = apply(
      identify('42', { [`${preferences}.topics.topic_2`]: true, [`${preferences}.topics.topic_1`]: '' })
    )
    expect(onlyPerson(changed).topics).toEqual({ topic_2: true })
    expect(onlyPerson(apply(identify('42', { [preferences]: { topics: { topic_3: true } } }))).topics).toEqual({
      topic_3: true
    })
    expect(onlyPerson(apply(identify('42', { [preferences]: null })))).toMatchObject({ topics: {}, attributes: {} })
  })

  test('orders dated changes by their date, attribute by attribute', () => {
    apply(dated(200, { plan: 'pro', seats: null }), dated(100, { plan: 'basic', seats: 1, city: 'Oslo' }))
    expect(onlyPerson(apply()).attributes).toEqual({ plan: 'pro', city: 'Oslo' })
    expect(onlyPerson(apply(dated(200, { plan: 'max' }))).attributes).toMatchObject({ plan: 'max' })
    expect(onlyPerson(apply(identify('42', { plan: 'free' }), dated(150, { plan: 'late' }))).attributes).toMatchObject({
      plan: 'late'
    })
  })

  test('keeps at most 300 attributes of a person', () => {
    const state = apply(identify('42', manyAttributes('a')), identify('42', manyAttributes('b')))
    expect(Object.keys(onlyPerson(state).attributes)).toHaveLength(300)
    expect(state.unapplied).toHaveLength(100)
    expect(state.unapplied[0]?.reason).toBe('b100 exceeds the number of attributes')
  })

  test('relates a person to objects, which come into being', () => {
    const state = apply(person('identify', '42', { cio_relationships: [relation('acme', { role: 'admin' })] }))
    expect(onlyPerson(state).relationships).toEqual([
      { object_type_id: '1', object_id: 'acme', attributes: { role: 'admin' } }
    ])
    expect(state.objects).toMatchObject([
      { object_id: 'acme', people: [{ cio_id: onlyPerson(state).cio_id, attributes: { role: 'admin' } }] }
    ])
  })
})

describe('deleting a person', () => {
  test('removes them with all that is theirs and frees their identifiers', () => {
    const before = apply(identify('42', { email: 'a@example.com', anonymous_id: 'cookie' }))
    const state = apply(person('delete', '42'))
    expect(state).toMatchObject({
      people: [],
      deletions: [{ type: 'person', cio_id: onlyPerson(before).cio_id, id: '42', email: 'a@example.com', phone: null }]
    })
    const successor = onlyPerson(apply(identifyBy({ email: 'a@example.com' }, { anonymous_id: 'cookie' })))
    expect(successor).toMatchObject({ id: null, anonymous_ids: ['cookie'] })
  })

  test('makes a successor another person', () => {
    const { cio_id } = onlyPerson(apply(identify('42')))
    apply(person('delete', '42'), identify('42'))
    expect(onlyPerson(apply(identifyBy({ cio_id }, { a: 1 })))).toMatchObject({ id: '42', attributes: {} })
  })
})
