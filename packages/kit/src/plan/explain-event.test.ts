import { planOf, subscriptionTo, track } from '../../test/acme'
import type { SegmentEvent } from '../event'
import { explainEvent } from '.'
import type { FieldExplanation, Subscription } from '.'

/** What is explained of the first subscription, the fields by key. */
function explain(event: SegmentEvent, mapping: Subscription['mapping'] = {}) {
  const plan = planOf([subscriptionTo('trackEvent', 'type = "track" and event != "Other"', mapping)])
  const [explanation] = explainEvent(plan, event).subscriptions
  if (explanation === undefined) throw new Error('Nothing was explained.')
  const fields = Object.fromEntries(explanation.fields.map((field): [string, FieldExplanation] => [field.key, field]))
  return { ...explanation, fields }
}

test('every subscription is explained, matching or not', () => {
  const { enabled, subscriptions } = explainEvent(planOf(), track('Signed Up'))
  expect(enabled).toBe(true)
  expect(
    subscriptions.map(({ subscription, action, subscribe, match }) => [subscription, action, subscribe, match.matched])
  ).toEqual([
    ['Track Event', 'trackEvent', 'type = "track"', true],
    ['Identify User', 'identifyUser', 'type = "identify"', false],
    ['Deletion requests', 'deleteUser', 'type = "delete"', false]
  ])
  expect(subscriptions[1]).not.toHaveProperty('result')
  expect(subscriptions[1]?.fields).toEqual([])
})

test('each clause says whether it holds and what it found', () => {
  const { match } = explain(track('Other'))
  expect(match.matched).toBe(false)
  const clauses = match.clauses.map(({ source, matched, actual }) => [source, matched, actual])
  expect(clauses).toEqual([
    ['type = "track"', true, 'track'],
    ['event != "Other"', false, 'Other']
  ])
})

test('a field is followed from the event over the mapping to the payload', () => {
  const { fields } = explain(track('Signed Up', { amount: '12.5' }))
  expect(fields['amount']).toEqual({
    key: 'amount',
    label: 'Amount',
    state: 'coerced',
    sources: [{ path: '$.properties.amount', value: '12.5' }],
    mapped: '12.5',
    kept: 12.5,
    problems: []
  })
  expect(fields['user_id']).toMatchObject({ label: 'User ID', state: 'kept', mapped: 'u1', kept: 'u1' })
})

test('a field that the event does not fill is shown empty', () => {
  expect(explain(track('Signed Up')).fields['amount']).toEqual({
    key: 'amount',
    label: 'Amount',
    state: 'empty',
    sources: [{ path: '$.properties.amount', value: undefined }],
    mapped: undefined,
    kept: undefined,
    problems: []
  })
})

test('a value that is dropped says why', () => {
  const { fields, result } = explain(track('Signed Up', { email: 'nowhere' }))
  expect(fields['email']).toMatchObject({
    state: 'dropped',
    mapped: 'nowhere',
    kept: undefined,
    problems: [expect.stringContaining('Email')]
  })
  expect(result).toMatchObject({ kind: 'items', notes: fields['email']?.problems })
})

test('a field that rejects the event says why, mapped or not', () => {
  const { fields, result } = explain({ type: 'track', event: 'Signed Up', properties: {} })
  expect(fields['user_id']).toMatchObject({ state: 'invalid', problems: [expect.any(String)] })
  expect(result).toMatchObject({ kind: 'rejected', reason: fields['user_id']?.problems[0] })
})

test('a required field that the mapping leaves out is shown beside those it has', () => {
  const mapping = { user_id: { '@path': '$.userId' }, __segment_internal_sync_mode: 'add' }
  const plan = planOf([{ name: 'Short', partnerAction: 'trackEvent', subscribe: 'type = "track"', mapping }])
  const [explanation] = explainEvent(plan, track('Signed Up')).subscriptions
  expect(explanation?.fields.map(({ key, label }) => [key, label])).toEqual([
    ['user_id', 'User ID'],
    ['__segment_internal_sync_mode', '__segment_internal_sync_mode'],
    ['name', 'Name']
  ])
  expect(explanation?.fields[2]).toEqual({
    key: 'name',
    label: 'Name',
    state: 'invalid',
    sources: [],
    mapped: undefined,
    kept: undefined,
    problems: [expect.stringContaining('Name')]
  })
})

test('a rejected event shows what was dropped of it too', () => {
  const { fields } = explain({ type: 'track', event: 'Signed Up', properties: { email: 'nowhere' } })
  expect(fields['user_id']?.problems).toHaveLength(1)
  expect(fields['email']).toMatchObject({ state: 'dropped', problems: [expect.stringContaining('Email')] })
})

test('a mapping that cannot be carried out says why, and the other fields are still shown', () => {
  const { fields, result } = explain(track('Signed Up', { where: 7 }), {
    name: { '@path': { '@path': '$.properties.where' } }
  })
  expect(fields['name']).toMatchObject({ state: 'invalid', mapped: undefined })
  expect(fields['name']?.problems[0]).toContain('got a number')
  expect(result).toMatchObject({ kind: 'rejected', reason: fields['name']?.problems[0] })
  expect(fields['user_id']).toMatchObject({ mapped: 'u1' })
})

test('a literal has no sources, a template has one for each value', () => {
  const { fields } = explain(track('Signed Up', { plan: 'pro' }), {
    amount: 7,
    name: { '@template': '{{event}} ({{properties.plan}})' }
  })
  expect(fields['amount']).toMatchObject({ sources: [], mapped: 7, kept: 7 })
  expect(fields['name']).toMatchObject({
    sources: [
      { path: '$.event', value: 'Signed Up' },
      { path: '$.properties.plan', value: 'pro' }
    ],
    mapped: 'Signed Up (pro)'
  })
})

test('an event that switches the destination off is explained all the same', () => {
  const off = { ...track('Signed Up'), integrations: { Acme: false } }
  const { enabled, refusal, subscriptions } = explainEvent(planOf(), off)
  expect(enabled).toBe(false)
  expect(refusal).toBe('Acme is switched off in event.integrations')
  expect(subscriptions[0]?.match.matched).toBe(true)
})

test('an event that the page has sent itself is explained all the same', () => {
  const sent = { ...track('Signed Up'), _metadata: { bundled: ['Acme (Actions)'] } }
  const { enabled, refusal, subscriptions } = explainEvent(planOf(), sent)
  expect(enabled).toBe(false)
  expect(refusal).toMatch(/^the page has sent it to Acme itself/)
  expect(subscriptions[0]?.match.matched).toBe(true)
  expect(explainEvent(planOf(), track('Signed Up'))).not.toHaveProperty('refusal')
})

test('the result is what the plan makes of the event', () => {
  const event = track('Signed Up', { copies: 2 })
  expect(explainEvent(planOf(), event).subscriptions[0]?.result).toEqual(planOf().plan(event)[0])
})

test('a field that cannot be mapped because the event is nested too deeply says so', () => {
  const deep: unknown = JSON.parse('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000))
  const { fields, result } = explain(track('Signed Up', { deep }), {
    name: { '@flatten': { separator: '.', value: { '@path': '$.properties' } } }
  })
  expect(fields['name']?.problems).toContain('The event is nested too deeply.')
  expect(result).toMatchObject({ kind: 'rejected', reason: 'The event is nested too deeply.' })
})
