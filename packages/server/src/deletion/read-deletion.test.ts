import { checkEvent } from '@waybill/kit'
import fc from 'fast-check'
import { readDeletion } from './read-deletion'

const NOW = 1_700_000_000_000
const context = { now: NOW, newId: () => 'made-up' }

const read = (value: unknown): unknown => {
  const result = readDeletion(value, context)
  return result.ok ? result.event : result.message
}

test('a deletion as Segment sends it on comes into one shape', () => {
  expect(
    read({
      type: 'delete',
      channel: 'server',
      messageId: 'delete-022bdbab',
      projectId: 'p',
      userId: '5678',
      context: null,
      integrations: [],
      originalTimestamp: '2020-05-09 23:54:49.209808489 +0000 UTC m=+70366.298768264',
      sentAt: null,
      timestamp: '2020-05-09T23:54:49.209Z'
    })
  ).toEqual({
    type: 'delete',
    messageId: 'delete-022bdbab',
    userId: '5678',
    channel: 'server',
    timestamp: '2020-05-09T23:54:49.209Z',
    receivedAt: '2023-11-14T22:13:20.000Z'
  })
})

test('the least that is taken is whom to delete', () => {
  expect(read({ type: 'delete', userId: 5678 })).toEqual({
    type: 'delete',
    messageId: 'delete-made-up',
    userId: '5678',
    channel: 'server',
    timestamp: '2023-11-14T22:13:20.000Z',
    receivedAt: '2023-11-14T22:13:20.000Z'
  })
  expect(read({ type: 'delete', userId: null, anonymousId: 'a' })).toMatchObject({ anonymousId: 'a' })
})

test('what switches destinations off, and the context of own subscriptions, stay', () => {
  const event = { type: 'delete', userId: 'u', context: { traits: { email: 'a' } }, integrations: { All: false } }
  expect(read(event)).toMatchObject(event)
})

test('a time that Go printed counts for nothing, another original time does', () => {
  expect(read({ type: 'delete', userId: 'u', timestamp: '2020-05-09 23:54:49.2 +0000 UTC m=+70366.2' })).toMatchObject({
    timestamp: '2023-11-14T22:13:20.000Z'
  })
  expect(read({ type: 'delete', userId: 'u', originalTimestamp: '2020-05-09T23:54:49Z' })).toMatchObject({
    timestamp: '2020-05-09T23:54:49.000Z'
  })
})

const deep: unknown = JSON.parse(`${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`)

test.each([
  ['no object', ['u'], 'A deletion request must be a JSON object: {"type": "delete", "userId": "…"}.'],
  ['another event', { type: 'track', userId: 'u' }, 'The "type" of a deletion request must be "delete".'],
  ['nobody', { type: 'delete', userId: '' }, 'The deletion request says nobody to delete; it needs a "userId".'],
  [
    'a list of people',
    { type: 'delete', userId: ['u'] },
    'The deletion request says nobody to delete; it needs a "userId".'
  ],
  [
    'too long an id',
    { type: 'delete', userId: 'u', messageId: 'x'.repeat(101) },
    'The "messageId" has more than 100 characters; make it shorter.'
  ],
  [
    'too much',
    { type: 'delete', userId: 'u'.repeat(40_000) },
    'The deletion request has 40156 bytes; 32768 is the most that is taken.'
  ],
  [
    'too deep a context',
    { type: 'delete', userId: 'u', context: deep },
    'The message is nested more than 64 deep; make it flatter.'
  ]
])('%s is refused', (_what, value, message) => {
  expect(read(value)).toBe(message)
})

test('whatever comes is an event of somebody, or refused with a sentence', () => {
  const near = fc.record(
    {
      type: fc.constant('delete'),
      userId: fc.anything(),
      anonymousId: fc.anything(),
      messageId: fc.anything(),
      context: fc.anything(),
      timestamp: fc.anything()
    },
    { requiredKeys: ['type'] }
  )
  fc.assert(
    fc.property(fc.oneof(near, fc.anything()), (value) => {
      const result = readDeletion(value, context)
      if (!result.ok) return expect(result.message).toMatch(/\.$/)
      expect(checkEvent(result.event).ok).toBe(true)
      expect(result.event.userId ?? result.event.anonymousId).toEqual(expect.stringMatching(/./s))
    })
  )
})
