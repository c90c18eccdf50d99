import { authenticationHeaders, judge } from '@waybill/kit'
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
