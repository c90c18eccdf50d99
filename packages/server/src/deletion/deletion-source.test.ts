import { createHmac } from 'node:crypto'
import type { SegmentEvent } from '@waybill/kit'
import type { Acceptance } from '../service/acceptance'
import { deletionSource } from './deletion-source'

const ADA = '{"type":"delete","userId":"ada","messageId":"d-1"}'

interface Posted {
  readonly status: number
  readonly answer: unknown
  readonly accepted: readonly SegmentEvent[]
  readonly refused: readonly string[]
}

async function post(
  body: string,
  headers: Record<string, string> = { authorization: 'Bearer the-secret' },
  acceptance: Acceptance = { kind: 'accepted', repeated: 0 }
): Promise<Posted> {
  const accepted: SegmentEvent[] = []
  const refused: string[] = []
  const app = deletionSource.routes({
    id: 'deletions',
    options: { secret: 'the-secret' },
    accept: (events) => {
      if (acceptance.kind === 'accepted') accepted.push(...events)
      return Promise.resolve(acceptance)
    },
    refused: (reason) => void refused.push(reason),
    clock: { now: () => 0, wait: () => Promise.resolve() },
    newId: () => 'made-up'
  })
  const answer = await app.request('/', { method: 'POST', body, headers })
  return { status: answer.status, answer: await answer.json(), accepted, refused }
}

test.each([
  ['one request', ADA],
  ['a list', `[${ADA}]`],
  ['a batch', `{"batch":[${ADA}]}`]
])('%s is taken, and answered with what it is known by', async (_what, body) => {
  const { status, answer, accepted } = await post(body)
  expect({ status, answer }).toEqual({
    status: 200,
    answer: { success: true, accepted: [{ messageId: 'd-1', userId: 'ada' }] }
  })
  expect(accepted).toMatchObject([{ type: 'delete', userId: 'ada' }])
})

test.each<[string, Record<string, string>]>([
  ['a bearer token', { authorization: 'Bearer the-secret' }],
  ['basic authentication', { authorization: `Basic ${btoa('the-secret:')}` }],
  ["the signature of Segment's webhooks", { 'x-signature': createHmac('sha1', 'the-secret').update(ADA).digest('hex') }]
])('%s lets in', async (_what, headers) => {
  expect(await post(ADA, headers)).toMatchObject({ status: 200 })
})

test.each<[string, Record<string, string>]>([
  ['nothing', {}],
  ['another token', { authorization: 'Bearer another' }],
  ['a part of the token', { authorization: 'Bearer the-secre' }],
  ['another scheme', { authorization: 'the-secret' }],
  ['the signature of another body', { 'x-signature': createHmac('sha1', 'the-secret').update('{}').digest('hex') }],
  ['a wrong signature beside the token', { 'x-signature': 'no', authorization: 'Bearer the-secret' }]
])('%s does not', async (_what, headers) => {
  const { status, answer, accepted } = await post(ADA, headers)
  expect({ status, accepted }).toEqual({ status: 401, accepted: [] })
  expect(answer).toEqual({
    success: false,
    message: 'The secret is missing or wrong; send it as "Authorization: Bearer …".'
  })
})

test('what is wrong beside what is right is told, and the answer is no success', async () => {
  const { status, answer, accepted, refused } = await post(`[{"type":"track","userId":"bob"},${ADA}]`)
  expect(status).toBe(400)
  expect(answer).toEqual({
    success: false,
    message: '1 of 2 deletion requests were not taken; "errors" says why.',
    accepted: [{ messageId: 'd-1', userId: 'ada' }],
    errors: [{ index: 0, message: 'The "type" of a deletion request must be "delete".' }]
  })
  expect(accepted).toHaveLength(1)
  expect(refused).toEqual(['The "type" of a deletion request must be "delete".'])
})

test.each([
  ['{}', 'The "type" of a deletion request must be "delete".'],
  ['[]', 'There is no deletion request in the list.'],
  ['', 'The body is empty; send JSON.'],
  [
    `[${Array.from({ length: 2501 }, () => '1').join(',')}]`,
    'At most 2500 deletion requests are taken at once; send them in parts.'
  ]
])('%.20s is refused', async (body, message) => {
  expect(await post(body)).toMatchObject({ status: 400, answer: { success: false, message }, accepted: [] })
})

test('no room is told with the time to wait', async () => {
  const busy: Acceptance = { kind: 'busy', reason: 'The disk is full.', retryAfterSeconds: 10 }
  expect(await post(ADA, undefined, busy)).toMatchObject({ status: 503, answer: { message: 'The disk is full.' } })
})
