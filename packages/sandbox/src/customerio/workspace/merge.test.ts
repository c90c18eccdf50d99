import type { JsonRecord } from '../../json/json'
import {
  anonymousEvent,
  createTestWorkspace,
  identify,
  merge,
  onlyPerson,
  person,
  relation,
  type Apply
} from './test-workspace'

let apply: Apply

beforeEach(() => {
  apply = createTestWorkspace()
})

const choose = (id: string, topics: JsonRecord): JsonRecord =>
  identify(id, { cio_subscription_preferences: { topics } })

describe('merging', () => {
  test('gives the primary what it lacks and deletes the secondary', () => {
    const before = apply(
      person('identify', '1', {
        attributes: { plan: 'pro' },
        cio_relationships: [relation('acme', { role: 'admin' })]
      }),
      person('identify', '2', {
        attributes: { plan: 'basic', city: 'Oslo', email: 'b@example.com', anonymous_id: 'cookie' },
        cio_relationships: [relation('acme', { role: 'guest' }), relation('globex', { role: 'guest' })]
      }),
      person('event', '1', { name: 'first' }),
      person('event', '2', { name: 'second' })
    )
    const cioId = (id: string): string | undefined => before.people.find((each) => each.id === id)?.cio_id
    const state = apply(merge({ id: '1' }, { email: 'b@example.com' }))
    expect(onlyPerson(state)).toMatchObject({
      id: '1',
      email: 'b@example.com',
      anonymous_ids: ['cookie'],
      attributes: { plan: 'pro', city: 'Oslo' },
      relationships: [
        { object_id: 'acme', attributes: { role: 'admin' } },
        { object_id: 'globex', attributes: { role: 'guest' } }
      ],
      events: [{ name: 'first' }, { name: 'second' }]
    })
    expect(state.merges).toEqual([{ primary: cioId('1'), secondary: cioId('2') }])
    expect(onlyPerson(apply(anonymousEvent('cookie', 'third'))).events).toHaveLength(3)
    expect(apply(identify('2')).people).toHaveLength(2)
  })

  test('leaves the choices the primary made and adds those it did not', () => {
    const state = apply(
      choose('1', { topic_1: true }),
      choose('2', { topic_1: false, topic_2: false }),
      merge({ id: '1' }, { id: '2' })
    )
    expect(onlyPerson(state).topics).toEqual({ topic_1: true, topic_2: false })
  })

  test('does nothing unless both are known and not the same', () => {
    const state = apply(
      identify('1'),
      merge({ id: '1' }, { id: '2' }),
      merge({ id: '2' }, { id: '1' }),
      merge({ id: '1' }, { id: '1' })
    )
    expect(onlyPerson(state).id).toBe('1')
    expect(state.merges).toEqual([])
    expect(state.unapplied).toEqual([
      { operation: 'merge', subject: 'id:1 <- id:1', reason: 'both are the same person' },
      { operation: 'merge', subject: 'id:1 <- id:2', reason: 'no such person' },
      { operation: 'merge', subject: 'id:2 <- id:1', reason: 'no such person' }
    ])
  })
})
