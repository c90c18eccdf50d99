import { authenticationHeaders, compileDestination, judge } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import { toSegment } from '@waybill/kit/segment'
import { describeDestination } from '@waybill/kit/testing'
import { startSandboxOf } from '../../test/sandbox-under-test'
import { tractionboard } from '.'
import { messages } from './endpoints'
import { examples } from './examples'

describeDestination(tractionboard, examples, { startSandbox: () => startSandboxOf('tractionboard') })

// https://segment.com/docs/partners/subscriptions/build-webhook/ (its example of a key)
test('the token is the user name, the password is empty', () => {
  expect(authenticationHeaders(tractionboard, { tokenId: 'segment' })).toEqual({
    authorization: 'Basic c2VnbWVudDo='
  })
})

test('one message travels in one request', () => {
  expect(messages.limits).toEqual({ items: 1 })
})

test('a refusal is told in the words of its message, and 501 is final', () => {
  const response = { status: 501, headers: {}, body: { message: 'alias is not supported', error: 'other' } }
  expect(judge(messages, { kind: 'response', response }, [{ slot: undefined }])).toEqual({
    kind: 'each',
    outcomes: [{ kind: 'rejected', status: 501, reason: '501: alias is not supported' }]
  })
})

test("Segment's runtime is offered no authentication test either", () => {
  expect(toSegment(tractionboard).authentication).not.toHaveProperty('testAuthentication')
})

test('IDs that are numbers travel as texts, and what nobody could read is left out with a note', () => {
  const compiled = compileDestination(tractionboard, { settings: examples.settings })
  if (!compiled.ok) throw new Error('The example settings are wrong.')
  const event: unknown = {
    type: 'group',
    userId: 42,
    anonymousId: ['a'],
    groupId: 7,
    name: 1.5,
    messageId: ' ',
    context: 'web',
    traits: [],
    sentAt: 1772600767,
    timestamp: '2026-03-04T05:06:07Z'
  }
  const [planned] = compiled.plan.plan(event as SegmentEvent)
  expect(planned?.kind === 'items' && JSON.parse(planned.items[0]?.body.text ?? '')).toEqual({
    type: 'group',
    userId: '42',
    groupId: '7',
    name: '1.5',
    timestamp: '2026-03-04T05:06:07Z',
    integrations: { Tractionboard: { event: 'attributes', external_user_id: '42', group_id: '7' } }
  })
  expect(planned?.kind === 'items' && planned.notes).toEqual([
    expect.stringContaining('Traits'),
    ...['anonymousId', 'messageId', 'traits', 'context', 'sentAt'].map(
      (key) => `The ${key} of the message was left out: it is not what Segment's spec says.`
    )
  ])
})
