import { createHmac } from 'node:crypto'
import type { Destination, SegmentEvent, WebhookTranslation } from '@waybill/kit'
import type { Clock } from '@waybill/runner'
import fc from 'fast-check'
import type { Acceptance } from '../service/acceptance'
import type { SourceKind } from '../service/source-kind'
import { webhookSources } from './webhook-sources'

const NOW = 1_700_000_000_000
const TIMESTAMP = String(NOW / 1000)

interface Posted {
  readonly status: number
  readonly answer: unknown
  readonly accepted: readonly SegmentEvent[]
  readonly refused: readonly string[]
}

interface Surroundings {
  readonly translate?: (body: unknown) => WebhookTranslation
  readonly accept?: () => Promise<Acceptance>
  readonly wait?: Clock['wait']
}

/** An event for each text in a list. */
function translateTexts(body: unknown): WebhookTranslation {
  if (!Array.isArray(body)) return { kind: 'skipped', reason: 'this is no list' }
  const texts = body.filter((text) => typeof text === 'string')
  return { kind: 'events', events: texts.map((event): SegmentEvent => ({ type: 'track', userId: 'u', event })) }
}

function sourceKindOf(translate: (body: unknown) => WebhookTranslation): SourceKind {
  const signature = {
    signatureHeader: 'x-signature',
    timestampHeader: 'x-time',
    prefix: (time: string) => `v0:${time}:`
  }
  const webhook = { docs: 'https://acme.example/webhooks', signature, answerWithinSeconds: 4, translate }
  const silent = { name: 'Silent' } as Destination
  const [kind, ...others] = webhookSources({ acme: { name: 'Acme', webhook } as Destination, silent })
  expect(others).toEqual([])
  if (kind === undefined) throw new Error('Acme has webhooks.')
  return kind
}

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
  surroundings: Surroundings = {}
): Promise<Posted> {
  const {
    accept = () => Promise.resolve<Acceptance>({ kind: 'accepted', repeated: 0 }),
    wait = () => new Promise(() => undefined)
  } = surroundings
  const accepted: SegmentEvent[] = []
  const refused: string[] = []
  const app = sourceKindOf(surroundings.translate ?? translateTexts).routes({
    id: 'reports',
    options: { signingKey: 'the key' },
    accept: async (events) => {
      const acceptance = await accept()
      if (acceptance.kind === 'accepted') accepted.push(...events)
      return acceptance
    },
    refused: (reason) => void refused.push(reason),
    clock: { now: () => NOW, wait },
    newId: () => 'made up'
  })
  const answer = await app.request('/', { method: 'POST', body, headers: { ...headers } })
  return { status: answer.status, answer: await answer.json(), accepted, refused }
}

const signed = (body: string | Uint8Array): Record<string, string> => ({
  'x-time': TIMESTAMP,
  'x-signature': createHmac('sha256', 'the key').update(`v0:${TIMESTAMP}:`).update(body).digest('hex')
})

const postSigned = (body: string | Uint8Array<ArrayBuffer>, surroundings?: Surroundings): Promise<Posted> =>
  post(body, signed(body), surroundings)

test('is a kind of source for each destination with webhooks, which sends nothing back to it', () => {
  expect(sourceKindOf(translateTexts)).toMatchObject({ type: 'acme-webhooks', notTo: ['acme'] })
})

test('a signed webhook becomes events with a time, and ids that a repeated one has as well', async () => {
  const first = await postSigned('["a","b"]')
  expect(first).toMatchObject({ status: 200, answer: { success: true }, refused: [] })
  expect(first.accepted.map(({ event, timestamp }) => [event, timestamp])).toEqual([
    ['a', '2023-11-14T22:13:20.000Z'],
    ['b', '2023-11-14T22:13:20.000Z']
  ])
  const again = await postSigned('["a","b"]')
  expect(again.accepted).toEqual(first.accepted)
  const other = await postSigned('["a"]')
  const ids = [...first.accepted, ...other.accepted].map(({ messageId }) => messageId)
  expect(new Set(ids).size).toBe(3)
  for (const id of ids) expect(id?.length).toBeLessThan(100)
})

test('what the translation says of id and time counts', async () => {
  const event: SegmentEvent = { type: 'track', userId: 'u', messageId: 'm', timestamp: '2020-01-01T00:00:00.000Z' }
  const { accepted } = await postSigned('{}', { translate: () => ({ kind: 'events', events: [event] }) })
  expect(accepted).toEqual([event])
})

test('what means nothing is told, and answered as good, so that the vendor goes on', async () => {
  expect(await postSigned('{}')).toEqual({
    status: 200,
    answer: { success: true, skipped: 'this is no list' },
    accepted: [],
    refused: ['this is no list']
  })
  const unfinished = await postSigned('{"unfinished')
  expect(unfinished.status).toBe(200)
  expect(unfinished.refused.join()).toMatch(/^The body is not valid JSON/)
})

test.each<[string, () => WebhookTranslation]>([
  [
    'throws',
    () => {
      throw new Error('the address ada@example.com')
    }
  ],
  ['makes what is no event', () => ({ kind: 'events', events: [{ type: 'shout' } as unknown as SegmentEvent] })]
])('a translation that %s costs its webhook, and tells nothing of it', async (_what, translate) => {
  const { status, accepted, refused } = await postSigned('{}', { translate })
  expect({ status, accepted }).toEqual({ status: 200, accepted: [] })
  expect(refused).toEqual(['The webhook cannot be translated: a fault of its destination, please report it.'])
})

test('what is not signed by the key is refused before it is read', async () => {
  const translate = jest.fn(translateTexts)
  const posted = await post('["a"]', { ...signed('["a"]'), 'x-signature': 'wrong' }, { translate })
  expect(posted).toMatchObject({ status: 401, accepted: [], answer: { success: false } })
  expect(JSON.stringify(posted)).not.toContain('the key')
  expect(translate).not.toHaveBeenCalled()
})

test('no room is told with the time to wait', async () => {
  const busy: Acceptance = { kind: 'busy', reason: 'The disk is full.', retryAfterSeconds: 10 }
  const posted = await postSigned('["a"]', { accept: () => Promise.resolve(busy) })
  expect(posted).toMatchObject({ status: 503, answer: { success: false, message: 'The disk is full.' } })
})

test('a disk that is too slow for the vendor is told before the vendor stops waiting', async () => {
  const waited: number[] = []
  const wait: Clock['wait'] = (milliseconds) => {
    waited.push(milliseconds)
    return Promise.resolve()
  }
  const posted = await postSigned('["a"]', { accept: () => new Promise(() => undefined), wait })
  const message = 'The disk takes too long for the vendor to wait; it is to send the webhook again.'
  expect(posted).toMatchObject({ status: 503, answer: { success: false, message } })
  expect(waited).toEqual([3500])
})

test('what is too large, or asked in another way, is refused', async () => {
  expect(await postSigned(`["${'x'.repeat(1_000_000)}"]`)).toMatchObject({ status: 413, accepted: [] })
  const app = sourceKindOf(translateTexts).routes({} as never)
  const answer = await app.request('/', { method: 'GET' })
  expect(answer.status).toBe(405)
})

test('whatever is signed is answered as good', async () => {
  const bytes = fc.uint8Array().map((array) => new Uint8Array(array))
  const texts = fc.json().map((text) => new TextEncoder().encode(text))
  await fc.assert(
    fc.asyncProperty(fc.oneof(bytes, texts), async (body) => {
      const { status, accepted, refused } = await postSigned(body)
      expect(status).toBe(200)
      expect(accepted.length === 0 || refused.length === 0).toBe(true)
    })
  )
})
