import { createClient } from './create-client'

type Answer = Pick<Response, 'ok' | 'status' | 'text'>

const answer = (status: number, body: string): Answer => ({ ok: status < 300, status, text: async () => body })

function clientOf(respond: (url: string, init: RequestInit) => Promise<Answer>) {
  return createClient({
    base: 'api/',
    token: 't-1',
    fetch: async (url, init) => (await respond(url, init)) as Response,
    command: 'actions-cli serve'
  })
}

const request = { destination: 'acme', settings: {}, events: [{}] }
const signal = new AbortController().signal

test('a call carries the token in a header, its body as JSON, and the signal that cancels it', async () => {
  const seen: unknown[] = []
  const client = clientOf(async (url, init) => {
    seen.push(url, init)
    return answer(200, '{"events":[]}')
  })
  expect(await client.explain(request, signal)).toEqual({ events: [] })
  const headers = { 'content-type': 'application/json', 'x-waybill-token': 't-1' }
  expect(seen).toEqual([
    'api/explain',
    expect.objectContaining({ method: 'POST', headers, body: JSON.stringify(request), signal })
  ])
})

test('a name is encoded in the path', async () => {
  const urls: string[] = []
  const client = clientOf(async (url) => {
    urls.push(url)
    return answer(200, '{}')
  })
  await client.destination('a/b?c')
  expect(urls).toEqual(['api/destinations/a%2Fb%3Fc'])
})

test.each([
  [401, '{"error":"Old token."}', 'unauthorized', 'Old token.'],
  [404, '{"error":"No such destination."}', 'refused', 'No such destination.'],
  [500, 'oops', 'refused', 'The server answered with status 500 and no reason.'],
  [200, 'not JSON', 'refused', 'The server answered with status 200 and no reason.']
])('status %d with %j is %s', async (status, body, failure, message) => {
  const client = clientOf(async () => answer(status, body))
  await expect(client.destinations()).rejects.toMatchObject({ failure, message })
})

test('when nobody listens the page is disconnected', async () => {
  const client = clientOf(() => Promise.reject(new TypeError('Failed to fetch')))
  await expect(client.sampleEvents()).rejects.toMatchObject({ failure: 'disconnected' })
})

test('what was cancelled is no failure of the server', async () => {
  const client = clientOf(() => Promise.reject(new DOMException('Aborted', 'AbortError')))
  await expect(client.explain(request, signal)).rejects.toMatchObject({ name: 'AbortError' })
})
