import { acme, planOf, SETTINGS, subscriptionTo, track } from '../../test/acme'
import type { SegmentEvent } from '../event'
import { compileDestination } from '.'
import type { Planned } from '.'

/** What was planned, as short as a test can compare it. */
const short = (planned: readonly Planned[]) =>
  planned.map((one) => ({
    by: one.subscription?.name,
    ...(one.kind === 'items'
      ? { items: one.items.map(({ slot, body }) => [slot, JSON.parse(body.text) as unknown]), notes: one.notes }
      : { [one.kind]: one.reason })
  }))

const planned = (event: SegmentEvent) => short(planOf().plan(event))

describe('compileDestination', () => {
  test('without subscriptions takes the presets that are not optional, and the deletion', () => {
    expect(planOf().subscriptions.map(({ subscription }) => subscription.name)).toEqual([
      'Track Event',
      'Identify User',
      'Deletion requests'
    ])
  })

  test('always adds the deletion to the subscriptions it is given, with the default mapping', () => {
    const plan = planOf([subscriptionTo('trackEvent', 'type = "page"')])
    expect(plan.subscriptions.map(({ subscription }) => [subscription.partnerAction, subscription.subscribe])).toEqual([
      ['trackEvent', 'type = "page"'],
      ['deleteUser', 'type = "delete"']
    ])
    expect(short(plan.plan({ type: 'delete', userId: 'u1' }))).toEqual([
      { by: 'Deletion requests', items: [['people', { id: 'u1', deleted: true }]], notes: [] }
    ])
    expect(short(planOf([]).plan({ type: 'delete', userId: 'u1' }))).toHaveLength(1)
  })

  test('a destination that cannot delete gets no such subscription', () => {
    const { deletion: _deletion, ...rest } = acme
    expect(planOf(undefined, rest).subscriptions).toHaveLength(2)
    expect(short(planOf(undefined, rest).plan({ type: 'delete', userId: 'u1' }))).toEqual([
      { by: undefined, skipped: 'Acme has no API that deletes people: delete this one there by hand' }
    ])
  })

  test('fills settings up with their defaults', () => {
    expect(planOf().settings).toEqual({ ...SETTINGS, region: 'us' })
  })

  test('reports every mistake at once, each with its place', () => {
    const compiled = compileDestination(acme, {
      settings: { apiKey: 'abc', region: 'mars' },
      subscriptions: [
        { name: 'No such action', partnerAction: 'trackEvents', subscribe: 'type = "track"', mapping: {} },
        {
          name: 'All wrong',
          partnerAction: 'trackEvent',
          subscribe: 'type = ',
          mapping: { name: { '@pth': '$.event' }, nmae: 'x', __segment_internal_sync_mode: 'add' }
        },
        subscriptionTo('trackEvent', 'type = "track"'),
        { name: 'Bad FQL', partnerAction: 'identifyUser', subscribe: 'kind = "x"', mapping: {} }
      ]
    })
    if (compiled.ok) throw new Error('It compiled.')
    const places = compiled.problems.map(({ place }) => place)
    expect(places).toEqual([
      'settings.account',
      'settings.apiKey',
      'settings.region',
      'subscription "No such action"',
      'subscription "All wrong"',
      'subscription "All wrong"',
      'subscription "All wrong"',
      'subscription "Bad FQL"'
    ])
    expect(compiled.problems[3]?.message).toBe(
      'Acme has no action "trackEvents"; it has trackEvent, identifyUser, deleteUser.'
    )
    expect(compiled.problems[6]?.message).toBe(
      'The mapping names the field "nmae", which the action "Track Event" does not have.'
    )
    for (const { message } of compiled.problems) expect(message).toMatch(/\.$/)
    expect(JSON.stringify(compiled.problems)).not.toContain('"abc"')
  })

  test.each(['toString', 'constructor', '__proto__', 'hasOwnProperty'])(
    'the action "%s" does not exist just because every object has such a thing',
    (partnerAction) => {
      const subscription = { name: 'Inherited', partnerAction, subscribe: 'type = "track"', mapping: {} }
      const compiled = compileDestination(acme, { settings: SETTINGS, subscriptions: [subscription] })
      expect(compiled).toMatchObject({ ok: false, problems: [{ place: 'subscription "Inherited"' }] })
    }
  )

  test('a field does not exist just because every object has such a thing', () => {
    const compiled = compileDestination(acme, {
      settings: SETTINGS,
      subscriptions: [subscriptionTo('trackEvent', 'type = "track"', { toString: 'x' })]
    })
    expect(compiled.ok).toBe(false)
  })

  test('settings that are no object are a mistake too', () => {
    for (const settings of [undefined, null, 'text', []]) {
      expect(compileDestination(acme, { settings }).ok).toBe(false)
    }
  })
})

describe('the plan of an event', () => {
  test('is what every subscription that wants it makes of it, in their order', () => {
    const plan = planOf([
      subscriptionTo('trackEvent', 'event = "Signed Up"'),
      subscriptionTo('identifyUser', 'type = "track"'),
      subscriptionTo('trackEvent', 'type = "page"')
    ])
    expect(short(plan.plan(track('Signed Up')))).toEqual([
      {
        by: 'trackEvent on event = "Signed Up"',
        items: [['events', { user: 'u1', name: 'Signed Up', copy: 0, region: 'us' }]],
        notes: []
      },
      { by: 'identifyUser on type = "track"', items: [['people', { id: 'u1' }]], notes: [] }
    ])
  })

  test('is one skip when nobody wants it', () => {
    expect(planned({ type: 'screen', userId: 'u1' })).toEqual([{ by: undefined, skipped: 'no subscription matches' }])
  })

  test('is one skip when the event switches the destination off', () => {
    expect(planned({ ...track('Signed Up'), integrations: { 'Acme (Actions)': false } })).toEqual([
      { by: undefined, skipped: 'Acme is switched off in event.integrations' }
    ])
  })

  test('is one skip when the page has sent the event itself', () => {
    const skipped = 'the page has sent it to Acme itself (device mode), as event._metadata says'
    const bundled = { ...track('Signed Up'), _metadata: { bundled: ['Acme'] } }
    expect(planned(bundled)).toEqual([{ by: undefined, skipped }])
    expect(planned({ ...bundled, _metadata: { bundled: ['Other'], unbundled: ['Acme'] } })).toMatchObject([
      { items: [{}] }
    ])
    const compiled = compileDestination(acme, { settings: SETTINGS, instanceId: 'acme-web' })
    if (!compiled.ok) throw new Error('It did not compile.')
    const byId = { ...track('Signed Up'), _metadata: { bundledIds: ['acme-web'] } }
    expect(short(compiled.plan.plan(byId))).toEqual([{ by: undefined, skipped }])
    expect(planned(byId)).toMatchObject([{ items: [{}] }])
  })

  test('switched off counts before sent already', () => {
    const event = { ...track('Signed Up'), integrations: { Acme: false }, _metadata: { bundled: ['Acme'] } }
    expect(planned(event)).toEqual([{ by: undefined, skipped: 'Acme is switched off in event.integrations' }])
  })

  test('is a rejection that says everything that is wrong with the payload', () => {
    const [result] = planOf().plan({ type: 'track', properties: { amount: 'much' } })
    expect(result?.subscription?.name).toBe('Track Event')
    const reason = result?.kind === 'rejected' ? result.reason : ''
    expect(reason).toContain('User ID')
    expect(reason).toContain('Name')
  })

  test('is what the action says when it makes no items', () => {
    expect(planned(track('Nothing'))).toEqual([{ by: 'Track Event', skipped: 'Nothing happened.' }])
    expect(planned(track('Refused'))).toEqual([{ by: 'Track Event', rejected: 'That is not allowed.' }])
  })

  test('may be many items, or none', () => {
    expect(planned(track('Bought', { copies: 3 }))).toMatchObject([{ items: [{}, {}, {}] }])
    expect(planned(track('Bought', { copies: 0 }))).toMatchObject([{ items: [] }])
  })

  test('notes what was dropped, and what the action has to say, in this order', () => {
    const [result] = planOf().plan(track('Noted', { email: 'nowhere' }))
    expect(result?.kind === 'items' && result.notes).toEqual([
      expect.stringContaining('Email') as unknown,
      'The name was noted.'
    ])
    // The notes of one event are not those of another.
    const plan = planOf()
    const first = plan.plan(track('Noted'))
    expect(short(plan.plan(track('Signed Up')))).toMatchObject([{ notes: [] }])
    expect(short(plan.plan(track('Noted')))).toMatchObject([{ notes: ['The name was noted.'] }])
    expect(short(first)).toMatchObject([{ notes: ['The name was noted.'] }])
  })

  test('is a rejection when the action fails, which quotes nothing and costs no other subscription', () => {
    const plan = planOf([
      subscriptionTo('trackEvent', 'type = "track"'),
      subscriptionTo('identifyUser', 'type = "track"')
    ])
    expect(short(plan.plan(track('Cursed')))).toEqual([
      {
        by: 'trackEvent on type = "track"',
        rejected: 'The action trackEvent failed on this event (TypeError): a fault of its definition, please report it.'
      },
      { by: 'identifyUser on type = "track"', items: [['people', { id: 'u1' }]], notes: [] }
    ])
    expect(planned(track('Odd'))).toEqual([
      {
        by: 'Track Event',
        rejected: 'The action trackEvent failed on this event (error): a fault of its definition, please report it.'
      }
    ])
    expect(planned(track('Signed Up'))).toMatchObject([{ items: [{}] }])
  })

  test('is a rejection when an event is nested too deeply for its mapping', () => {
    const deep: unknown = JSON.parse('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000))
    const name = { '@flatten': { separator: '.', value: { '@path': '$.properties' } } }
    const plan = planOf([subscriptionTo('trackEvent', 'type = "track"', { name })])
    expect(short(plan.plan(track('Signed Up', { deep })))).toEqual([
      { by: 'trackEvent on type = "track"', rejected: 'The event is nested too deeply.' }
    ])
  })

  test('is a rejection when a mapping cannot be carried out', () => {
    const mapping = { name: { '@path': { '@path': '$.properties.where' } } }
    const plan = planOf([subscriptionTo('trackEvent', 'type = "track"', mapping)])
    expect(short(plan.plan(track('Signed Up', { where: 7 })))).toEqual([
      { by: 'trackEvent on type = "track"', rejected: expect.stringContaining('got a number') as unknown }
    ])
    expect(short(plan.plan(track('Signed Up', { where: '$.event' })))).toMatchObject([{ items: [{}] }])
  })
})
