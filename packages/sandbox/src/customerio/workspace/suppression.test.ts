import {
  createTestWorkspace,
  identify,
  identifyBy,
  merge,
  object,
  onlyPerson,
  person,
  type Apply
} from './test-workspace'

let apply: Apply

beforeEach(() => {
  apply = createTestWorkspace()
})

const byEmail = (action: string) => ({ type: 'person', action, identifiers: { email: 'a@example.com' } })

describe('suppressing', () => {
  test('deletes a person and ignores all their identifiers', () => {
    apply(identify('42', { email: 'a@example.com' }))
    const state = apply(
      person('suppress', '42'),
      identify('42'),
      identifyBy({ email: 'A@example.com' }),
      identify('43', { email: 'a@example.com' }),
      person('event', '42', { name: 'bought' }),
      person('delete', '42'),
      person('add_device', '42', { device: { token: 't', platform: 'ios' } }),
      merge({ id: '42' }, { id: '43' })
    )
    expect(state.people).toEqual([])
    expect(state.suppressed).toEqual(['email:a@example.com', 'id:42'])
    expect(state.deletions).toHaveLength(1)
    expect(new Set(state.unapplied.map(({ reason }) => reason))).toEqual(new Set(['suppressed']))
  })

  test('keeps an identifier away that nobody has yet, also from objects', () => {
    const state = apply(
      person('suppress', '42'),
      person('suppress', '42'),
      object('add_relationships', 'acme', { cio_relationships: [{ identifiers: { id: '42' } }] })
    )
    expect(state).toMatchObject({ people: [], suppressed: ['id:42'], deletions: [] })
  })

  test('needs someone to have the cio_id it names', () => {
    const state = apply({ type: 'person', action: 'suppress', identifiers: { cio_id: 'nobody' } })
    expect(state.suppressed).toEqual([])
    expect(state.unapplied).toEqual([{ operation: 'suppress', subject: 'cio_id:nobody', reason: 'no such person' }])
  })

  test('is undone for all identifiers at once, without bringing the person back', () => {
    apply(identify('42', { email: 'a@example.com', plan: 'pro' }), person('suppress', '42'))
    const state = apply({ type: 'person', action: 'unsuppress', identifiers: { email: 'a@example.com' } })
    expect(state).toMatchObject({ people: [], suppressed: [] })
    expect(onlyPerson(apply(identify('42'))).attributes).toEqual({})
  })

  test('is undone for all identifiers also when one of them was suppressed again', () => {
    apply(identify('42', { email: 'a@example.com' }), person('suppress', '42'), byEmail('suppress'))
    expect(apply(byEmail('unsuppress')).suppressed).toEqual([])
  })

  test('cannot be undone where nothing was suppressed', () => {
    expect(apply(person('unsuppress', '42')).unapplied).toEqual([
      { operation: 'unsuppress', subject: 'id:42', reason: 'not suppressed' }
    ])
  })
})
