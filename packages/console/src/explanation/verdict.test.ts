import type { Explained, ExplainedField, ExplainedSubscription } from '@waybill/server/tester'
import { eventTitle, eventVerdict, overallVerdict, subscriptionVerdict } from './verdict'

const subscription = (change: Partial<ExplainedSubscription> = {}): ExplainedSubscription => ({
  name: 'Track Event',
  partnerAction: 'trackEvent',
  subscribe: 'type = "track"',
  isMatched: true,
  clauses: [],
  fields: [],
  result: { kind: 'items', items: [{ body: {} }], notes: [], requests: [] },
  ...change
})

const field = (state: ExplainedField['state']): ExplainedField => ({
  key: 'a',
  label: 'A',
  state,
  sources: [],
  problems: []
})

const { result: _, ...unplanned } = subscription()
const unmatched = { ...unplanned, isMatched: false }
const rejected = subscription({ result: { kind: 'rejected', reason: 'No id.' } })

const event = (...subscriptions: readonly ExplainedSubscription[]) =>
  ({ kind: 'explained', isEnabled: true, subscriptions }) as const

const explained = (change: Partial<Explained>): Explained => ({
  settingProblems: [],
  subscriptionProblems: [],
  events: [],
  requests: [],
  ...change
})

test.each([
  ['an item', subscription(), { tone: 'good', text: '1 item' }],
  ['a dropped value', subscription({ fields: [field('dropped')] }), { tone: 'warn', text: '1 item, 1 value dropped' }],
  ['no match', unmatched, { tone: 'none', text: 'does not match' }],
  ['a rejection', rejected, { tone: 'bad', text: 'rejected' }],
  ['skipping', subscription({ result: { kind: 'skipped', reason: 'x' } }), { tone: 'none', text: 'skipped' }],
  [
    'invalid fields without a result',
    { ...unplanned, fields: [field('invalid')] },
    { tone: 'bad', text: '1 invalid field' }
  ],
  ['no result', unplanned, { tone: 'warn', text: 'matches; correct the settings to see more' }]
])('%s', (_name, given, verdict) => {
  expect(subscriptionVerdict(given)).toEqual(verdict)
})

test('an event is as good as the worst of what matches it', () => {
  expect(eventVerdict(event(unmatched, subscription()))).toEqual({ tone: 'good', text: '1 item' })
  expect(eventVerdict(event(subscription(), rejected))).toEqual({ tone: 'bad', text: '2 match: 1 item; rejected' })
  expect(eventVerdict(event(unmatched))).toEqual({ tone: 'none', text: 'no match' })
  expect(eventVerdict({ kind: 'unreadable', reason: 'x' })).toEqual({ tone: 'bad', text: 'no event' })
  expect(eventVerdict({ ...event(subscription()), isEnabled: false })).toEqual({ tone: 'none', text: 'switched off' })
})

test('a batch is told in numbers', () => {
  const events = [event(subscription()), event(rejected), event(unmatched)]
  expect(overallVerdict(explained({ events }))).toEqual({
    tone: 'bad',
    text: '1 of 3 events become items, 1 rejected, 1 skipped'
  })
})

test('requests are counted, and a mistake in the subscription comes before everything', () => {
  const request = { request: { method: 'POST', url: 'https://a.example', headers: {}, curl: '' }, origins: [] }
  const good = explained({ events: [event(subscription())], requests: [request] })
  expect(overallVerdict(good)).toEqual({ tone: 'good', text: '1 item → 1 request' })
  const mistake = { subscription: 0, part: 'mapping', message: 'x' } as const
  expect(overallVerdict({ ...good, subscriptionProblems: [mistake] }).text).toBe('The subscription has a mistake')
})

test('an event is called by its type and what or whom it is about', () => {
  expect(eventTitle({ type: 'track', event: 'Signed Up' })).toBe('track · Signed Up')
  expect(eventTitle({ type: 'page', name: 'Home' })).toBe('page · Home')
  expect(eventTitle({ type: 'identify', userId: null, anonymousId: 'a-1' })).toBe('identify · a-1')
  expect(eventTitle({ type: 'identify' })).toBe('identify')
  expect(eventTitle({})).toBe('no type')
  expect(eventTitle([])).toBe('no event')
})
