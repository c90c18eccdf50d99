import fc from 'fast-check'
import { checkEvent } from './check-event'

const TYPES = 'identify, track, page, screen, group, alias, delete'

test.each(TYPES.split(', '))('a %s call is an event, and is handed back as it is', (type) => {
  const event = { type, anything: { nested: [null] } }
  const checked = checkEvent(event)
  expect(checked).toEqual({ ok: true, event })
  expect(checked.ok && checked.event).toBe(event)
})

test.each([
  [undefined, 'missing'],
  [null, 'null'],
  ['track', 'a string'],
  [7, 'a number'],
  [true, 'a boolean'],
  [[{ type: 'track' }], 'a list']
])('%j is no event', (value, found) => {
  expect(checkEvent(value)).toEqual({ ok: false, reason: `An event must be a JSON object, not ${found}.` })
})

test.each([
  [undefined, 'missing'],
  [null, 'null'],
  [7, 'a number'],
  [['track'], 'a list'],
  [{ name: 'track' }, 'an object'],
  ['Track', '"Track"'],
  ['', '""'],
  ['x'.repeat(99), `"${'x'.repeat(40)}"`]
])('the type %j is none', (type, found) => {
  expect(checkEvent({ type })).toEqual({
    ok: false,
    reason: `The event's "type" must be one of ${TYPES}, not ${found}.`
  })
})

test.each(['userId', 'anonymousId', 'messageId'])('"%s" names one thing, and objects and lists do not', (key) => {
  expect(checkEvent({ type: 'track', [key]: { id: 1 } })).toEqual({
    ok: false,
    reason: `The event's "${key}" must be a string, not an object.`
  })
  expect(checkEvent({ type: 'track', [key]: ['a'] })).toMatchObject({ ok: false })
  for (const id of ['u', '', 7, null, undefined, false]) expect(checkEvent({ type: 'track', [key]: id }).ok).toBe(true)
})

test('whatever it is given, it answers, and a reason is one readable sentence', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const checked = checkEvent(value)
      if (!checked.ok) expect(checked.reason).toMatch(/^(An event|The event's) .{1,200}\.$/s)
    })
  )
})
