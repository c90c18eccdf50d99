import type { JsonRecord } from '../../json/json'
import { createTestWorkspace, manyAttributes, object, onlyPerson, person, relation, type Apply } from './test-workspace'

let apply: Apply

beforeEach(() => {
  apply = createTestWorkspace()
})

const byCioId = (cio_object_id: string): JsonRecord => ({
  type: 'object',
  action: 'identify',
  identifiers: { cio_object_id },
  attributes: { name: 'Acme' }
})
const people = (action: string, ...ids: string[]): JsonRecord =>
  object(action, 'acme', {
    cio_relationships: ids.map((id) => ({ identifiers: { id }, relationship_attributes: { role: 'admin' } }))
  })
const relate = (attributes: JsonRecord): JsonRecord =>
  person('add_relationships', '42', { cio_relationships: [relation('acme', attributes)] })
const part = (objectId: string): JsonRecord =>
  person('delete_relationships', '42', { cio_relationships: [relation(objectId)] })

describe('objects', () => {
  test('are added and updated, and lose the attributes that are emptied', () => {
    apply(object('identify', 'acme', { attributes: { name: 'Acme', plan: 'pro', seats: 5 } }))
    const state = apply(object('identify', 'acme', { attributes: { seats: 6, plan: null, name: '' } }))
    expect(state.objects).toMatchObject([
      { object_type_id: '1', object_id: 'acme', attributes: { seats: 6 }, people: [] }
    ])
  })

  test('are updated by cio_object_id, which adds none', () => {
    const [created] = apply(object('identify', 'acme')).objects
    const state = apply(byCioId(created?.cio_object_id ?? ''), byCioId('nothing'))
    expect(state.objects).toMatchObject([{ object_id: 'acme', attributes: { name: 'Acme' } }])
    expect(state.unapplied).toMatchObject([{ subject: 'cio_object_id:nothing', reason: 'no such object' }])
  })

  test('of different types with the same id are different', () => {
    const state = apply(object('identify', 'acme'), {
      type: 'object',
      action: 'identify',
      identifiers: { object_type_id: '2', object_id: 'acme' }
    })
    expect(new Set(state.objects.map(({ cio_object_id }) => cio_object_id)).size).toBe(2)
  })

  test('hold at most 100,000 bytes of attributes', () => {
    const state = apply(
      object('identify', 'acme', { attributes: manyAttributes('a', 'x'.repeat(400)) }),
      object('identify', 'acme', { attributes: manyAttributes('b', 'x'.repeat(400)) })
    )
    expect(Object.keys(state.objects[0]?.attributes ?? {})).toHaveLength(200)
    expect(state.unapplied).toMatchObject([{ operation: 'identify', reason: 'attributes exceed the total size' }])
  })

  test('hold at most 300 attributes', () => {
    const state = apply(
      object('identify', 'acme', { attributes: manyAttributes('a') }),
      object('identify', 'acme', { attributes: manyAttributes('b') })
    )
    expect(Object.keys(state.objects[0]?.attributes ?? {})).toHaveLength(300)
    expect(state.unapplied).toHaveLength(100)
  })

  test('relate to people, who come into being, and part from them', () => {
    const related = apply(people('add_relationships', '1', '2'))
    expect(related.objects[0]?.people).toHaveLength(2)
    const parted = apply(people('delete_relationships', '1', 'nobody'))
    expect(parted.objects[0]?.people).toEqual([
      { cio_id: parted.people.find(({ id }) => id === '2')?.cio_id, attributes: { role: 'admin' } }
    ])
    expect(parted.unapplied).toEqual([
      { operation: 'delete_relationships', subject: 'id:nobody', reason: 'no such person' }
    ])
  })

  test('lose the attributes of a relationship that are emptied', () => {
    const { relationships } = onlyPerson(apply(relate({ role: 'admin', since: 5 }), relate({ role: null, until: 6 })))
    expect(relationships[0]?.attributes).toEqual({ since: 5, until: 6 })
  })

  test('part from a person at the person’s end', () => {
    apply(object('identify', 'acme', { cio_relationships: [{ identifiers: { id: '42' } }] }))
    const state = apply(part('acme'), part('nothing'))
    expect(onlyPerson(state).relationships).toEqual([])
    expect(state.unapplied).toMatchObject([{ subject: '1:nothing', reason: 'no such object' }])
  })

  test('are deleted with their relationships, and a successor is another object', () => {
    const related = apply(object('identify', 'acme', { cio_relationships: [{ identifiers: { id: '42' } }] }))
    const deleted = apply(object('delete', 'acme'))
    expect(onlyPerson(deleted).relationships).toEqual([])
    expect(deleted.deletions).toEqual([
      { type: 'object', cio_object_id: related.objects[0]?.cio_object_id, object_type_id: '1', object_id: 'acme' }
    ])
    const [successor] = apply(object('identify', 'acme')).objects
    expect(successor?.cio_object_id).not.toBe(related.objects[0]?.cio_object_id)
    expect(apply(object('delete', 'nothing')).unapplied).toMatchObject([
      { operation: 'delete-object', subject: '1:nothing' }
    ])
  })
})
