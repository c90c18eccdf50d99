import type { JsonRecord } from '../../json/json'
import { anonymousEvent, createTestWorkspace, identify, object, onlyPerson, person, type Apply } from './test-workspace'

let apply: Apply

beforeEach(() => {
  apply = createTestWorkspace()
})

const ulid = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
const event = (id: string | null, name: string): JsonRecord =>
  person('event', '42', { name, attributes: { b: 1, a: 2 }, ...(id === null ? {} : { id }) })
const addDevice = (token: string, more: JsonRecord = {}): JsonRecord =>
  person('add_device', '42', { device: { token, platform: 'ios', ...more } })

describe('events', () => {
  test('are kept in the order they arrived, with a person who comes into being if need be', () => {
    const { id, events } = onlyPerson(apply(event(null, 'first'), event(null, 'second')))
    expect(id).toBe('42')
    expect(events.map(({ name }) => name)).toEqual(['first', 'second'])
    expect(JSON.stringify(events[0]?.attributes)).toBe('{"a":2,"b":1}')
  })

  test('are kept once for each ULID, in whatever case it comes', () => {
    const { events } = onlyPerson(
      apply(event(ulid, 'first'), event(ulid, 'again'), event(ulid.toLowerCase(), 'and again'))
    )
    expect(events.map(({ name }) => name)).toEqual(['first'])
  })

  test('are kept as often as they come without one', () => {
    expect(onlyPerson(apply(event(null, 'same'), event(null, 'same'))).events).toHaveLength(2)
  })

  test('of a cio_id nobody has are dropped, and do not use up their ULID', () => {
    const lost = { type: 'person', action: 'page', identifiers: { cio_id: 'nobody' }, name: 'lost', id: ulid }
    expect(apply(lost).unapplied).toEqual([{ operation: 'page', subject: 'cio_id:nobody', reason: 'no such person' }])
    expect(onlyPerson(apply(event(ulid, 'found'))).events).toHaveLength(1)
  })
})

const relate = (id: JsonRecord, action: string, role: string): JsonRecord =>
  object(action, 'acme', { cio_relationships: [{ identifiers: id, relationship_attributes: { role } }] })

describe('the anonymous', () => {
  test('become a person’s when the person is identified with their id', () => {
    expect(apply(anonymousEvent('cookie', 'watched')).anonymous).toMatchObject([
      { anonymous_id: 'cookie', events: [{ name: 'watched', anonymous_id: 'cookie' }] }
    ])
    const state = apply(person('event', '42', { name: 'bought' }), identify('42', { anonymous_id: 'cookie' }))
    expect(state.anonymous).toEqual([])
    expect(onlyPerson(state)).toMatchObject({
      anonymous_ids: ['cookie'],
      attributes: {},
      events: [
        { name: 'bought', anonymous_id: null },
        { name: 'watched', anonymous_id: 'cookie' }
      ]
    })
  })

  test('are recognised afterwards', () => {
    const state = apply(identify('42', { anonymous_id: 'cookie' }), anonymousEvent('cookie', 'watched'))
    expect(onlyPerson(state).events).toMatchObject([{ name: 'watched', anonymous_id: 'cookie' }])
  })

  test('belong to one person only', () => {
    const state = apply(
      identify('1', { anonymous_id: 'cookie' }),
      identify('1', { anonymous_id: 'cookie' }),
      identify('2', { anonymous_id: 'cookie' })
    )
    expect(state.people.find(({ id }) => id === '2')?.anonymous_ids).toEqual([])
    expect(state.unapplied).toMatchObject([{ reason: 'anonymous_id:cookie belongs to another person' }])
  })

  test('do not change a relationship the person has', () => {
    const state = apply(
      relate({ anonymous_id: 'cookie' }, 'identify_anonymous', 'guest'),
      relate({ id: '42' }, 'identify', 'admin'),
      identify('42', { anonymous_id: 'cookie' })
    )
    expect(onlyPerson(state).relationships).toMatchObject([{ attributes: { role: 'admin' } }])
  })

  test('bring their relationships along', () => {
    const related = object('identify_anonymous', 'acme', {
      attributes: { name: 'Acme' },
      cio_relationships: [{ identifiers: { anonymous_id: 'cookie' }, relationship_attributes: { role: 'guest' } }]
    })
    const relationship = { object_type_id: '1', object_id: 'acme', attributes: { role: 'guest' } }
    expect(apply(related).anonymous).toMatchObject([{ anonymous_id: 'cookie', relationships: [relationship] }])
    expect(onlyPerson(apply(identify('42', { anonymous_id: 'cookie' }))).relationships).toEqual([relationship])
    const later = onlyPerson(apply(object('identify_anonymous', 'globex', { anonymous_id: 'cookie' })))
    expect(later.relationships.map(({ object_id }) => object_id)).toEqual(['acme', 'globex'])
  })
})

describe('devices', () => {
  test('are added and updated by their token', () => {
    const { id, devices } = onlyPerson(
      apply(addDevice('b'), addDevice('a'), addDevice('b', { platform: 'android', last_used: 7 }))
    )
    expect(id).toBe('42')
    expect(devices).toEqual([
      { token: 'a', platform: 'ios', last_used: null, attributes: {} },
      { token: 'b', platform: 'android', last_used: 7, attributes: {} }
    ])
  })

  test('are deleted by their token, and only from who is known', () => {
    const remove = person('delete_device', '42', { device: { token: 'a' } })
    expect(apply(remove).unapplied).toMatchObject([{ operation: 'delete-device', subject: 'id:42' }])
    expect(onlyPerson(apply(addDevice('a'), remove)).devices).toEqual([])
  })
})

test('delivery reports are kept', () => {
  const report = {
    type: 'delivery',
    action: 'event',
    identifiers: { id: 'd' },
    name: 'opened',
    attributes: { device_token: 't' }
  }
  expect(apply(report).delivery_reports).toEqual([
    { delivery_id: 'd', metric: 'opened', timestamp: null, details: { device_token: 't' } }
  ])
})
