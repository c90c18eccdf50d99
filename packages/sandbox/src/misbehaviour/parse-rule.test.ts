import { parseJson } from '../json/parse-json'
import type { Fault, Rule, Schedule } from './fault'
import { parseRule } from './parse-rule'

const faults: readonly Fault[] = [
  { kind: 'latency', milliseconds: 250 },
  { kind: 'status', status: 503, body: 'down', headers: { 'x-test': 'yes' }, applied: true },
  { kind: 'rate-limited' },
  { kind: 'rate-limited', retryAfter: { form: 'seconds', seconds: 2 } },
  { kind: 'rate-limited', retryAfter: { form: 'date', seconds: 2 } },
  { kind: 'rate-limited', retryAfter: { form: 'x-ratelimit-reset', seconds: 2 } },
  { kind: 'rate-limited', retryAfter: { form: 'x-ratelimit-retry-after', seconds: 2 } },
  { kind: 'reset' },
  { kind: 'reset', applied: true },
  { kind: 'hang', applied: false },
  { kind: 'truncated-body' },
  { kind: 'malformed-body' },
  { kind: 'empty-body' },
  { kind: 'failing-items', indexes: [0, 3] }
]

const parse = (rule: unknown): Rule | undefined => {
  const parsed = parseJson(Buffer.from(JSON.stringify(rule)))
  return parsed.kind === 'parsed' ? parseRule(parsed.value) : undefined
}

test.each(faults.map((fault) => [JSON.stringify(fault), fault] as const))('%s survives the wire', (_name, fault) => {
  expect(parse({ fault })).toEqual({ fault })
})

test.each<[Schedule]>([[{ times: 3 }], [{ probability: 0.25, seed: 7 }]])('%j survives the wire', (schedule) => {
  const rule: Rule = { fault: { kind: 'reset' }, schedule, path: '/api/v2/' }
  expect(parse(rule)).toEqual(rule)
})

test('a status needs nothing but itself', () => {
  expect(parse({ fault: { kind: 'status', status: 501 } })).toEqual({
    fault: { kind: 'status', status: 501, headers: {} }
  })
})

test.each([
  ['no object', 7],
  ['no fault', {}],
  ['a fault that is none', { fault: 'reset' }],
  ['an unknown kind', { fault: { kind: 'explode' } }],
  ['a kind that is no text', { fault: { kind: 1 } }],
  ['negative latency', { fault: { kind: 'latency', milliseconds: -1 } }],
  ['a status that is none', { fault: { kind: 'status', status: 42 } }],
  ['a status in quotes', { fault: { kind: 'status', status: '503' } }],
  ['a body that is no text', { fault: { kind: 'status', status: 503, body: {} } }],
  ['a header that breaks the line', { fault: { kind: 'status', status: 503, headers: { a: 'b\r\nc: d' } } }],
  ['a header with a bad name', { fault: { kind: 'status', status: 503, headers: { 'a b': 'c' } } }],
  ['headers that are none', { fault: { kind: 'status', status: 503, headers: [] } }],
  ['applied that is no boolean', { fault: { kind: 'reset', applied: 'yes' } }],
  ['an unknown form', { fault: { kind: 'rate-limited', retryAfter: { form: 'minutes', seconds: 1 } } }],
  ['retryAfter that is none', { fault: { kind: 'rate-limited', retryAfter: 5 } }],
  ['indexes that are none', { fault: { kind: 'failing-items', indexes: [-1] } }],
  ['an empty schedule', { fault: { kind: 'reset' }, schedule: {} }],
  ['a schedule that is none', { fault: { kind: 'reset' }, schedule: 3 }],
  ['a probability beyond one', { fault: { kind: 'reset' }, schedule: { probability: 2, seed: 1 } }],
  ['a probability without a seed', { fault: { kind: 'reset' }, schedule: { probability: 0.5 } }],
  ['a path that is no text', { fault: { kind: 'reset' }, path: 1 }]
])('%s is no rule', (_name, rule) => {
  expect(parse(rule)).toBeUndefined()
})
