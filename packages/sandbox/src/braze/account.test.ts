import { createSend } from '../http/test-client'
import { startSandbox, type BrazeOptions, type Sandbox } from '../index'
import { createBrazeClient } from './test-client'

let sandbox: Sandbox

const start = async (options: BrazeOptions) => {
  sandbox = await startSandbox({ braze: options })
  return sandbox.vendors.braze
}

afterEach(() => sandbox.close())

const probe = { external_ids: ['42'] }
const post = (path: string, body: unknown) => ({ method: 'POST', path, body })

test('a key opens its own workspace', async () => {
  const braze = await start({ accounts: [{ apiKey: 'first' }, { apiKey: 'second' }] })
  await createBrazeClient(braze.url, 'second').set({ external_id: '42' })
  expect(braze.state().users).toEqual([])
  expect(braze.state('second').users).toHaveLength(1)
})

test('an unknown key is unauthorized, or not found where so configured', async () => {
  const braze = await start({})
  const unknown = { status: 401, body: { message: 'Invalid API Key' } }
  expect(await createBrazeClient(braze.url, 'unknown').users('export/ids', probe)).toMatchObject(unknown)
  await sandbox.close()
  const strict = await start({ unknownKeyStatus: 404 })
  expect(await createBrazeClient(strict.url, 'unknown').users('export/ids', probe)).toMatchObject({
    ...unknown,
    status: 404
  })
  expect(await createSend(strict.url, null)(post('/users/export/ids', probe))).toMatchObject(unknown)
})

test.each([
  '/users/track',
  '/users/alias/new',
  '/users/alias/update',
  '/users/identify',
  '/users/merge',
  '/users/delete',
  '/users/external_ids/rename',
  '/users/external_ids/remove',
  '/users/export/ids'
])('%s needs a key', async (path) => {
  const braze = await start({})
  expect(await createSend(braze.url, null)(post(path, {}))).toMatchObject({ status: 401 })
  const basic = `Basic ${btoa('sandbox:')}`
  expect(await createSend(braze.url, basic)(post(path, {}))).toMatchObject({ status: 401 })
})

test('an account that is not active is forbidden', async () => {
  const braze = await start({ accounts: [{ apiKey: 'key', active: false }] })
  expect(await createBrazeClient(braze.url, 'key').users('export/ids', probe)).toMatchObject({
    status: 403,
    body: { message: 'Account is inactive' }
  })
})

test.each(['api_key', 'app_group_id'])(
  'a key may stand in the body as %s where the account allows it',
  async (name) => {
    const braze = await start({ accounts: [{ apiKey: 'new' }, { apiKey: 'old', keyLocation: 'header-or-body' }] })
    const send = createSend(braze.url, null)
    const attributes = [{ external_id: '42' }]
    expect(await send(post('/users/track', { [name]: 'old', attributes }))).toMatchObject({ status: 201 })
    expect(await send(post('/users/track', { [name]: 'new', attributes }))).toMatchObject({ status: 401 })
    expect(await send(post('/users/track', { [name]: 'other', attributes }))).toMatchObject({ status: 401 })
    expect(braze.state('old').users).toHaveLength(1)
  }
)

test('a key in the body is not recorded', async () => {
  const braze = await start({ accounts: [{ apiKey: 'se"cret', keyLocation: 'header-or-body' }] })
  await createSend(braze.url, null)(post('/users/track', { api_key: 'se"cret', events: [] }))
  expect(braze.requests()[0]?.body).toBe('{"api_key":"[redacted]","events":[]}')
})

test('accounts without a key, or with one no header could carry, are refused', async () => {
  await start({})
  await expect(startSandbox({ braze: { accounts: [] } })).rejects.toThrow('at least one account')
  await expect(startSandbox({ braze: { accounts: [{ apiKey: 'a b' }] } })).rejects.toThrow('without spaces')
})

test('every answer under a rate says how the client stands with it', async () => {
  const now = Date.UTC(2025, 0, 31, 23, 59, 58, 500)
  sandbox = await startSandbox({
    braze: { rate: { requests: 2, perSeconds: 3 } },
    clock: { now: () => now, wait: () => Promise.resolve() }
  })
  const client = createBrazeClient(sandbox.vendors.braze.url)
  const replies = [await client.users('track', {}), await client.users('track', {}), await client.users('track', {})]
  expect(replies.map(({ status }) => status)).toEqual([400, 400, 429])
  expect(replies.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['1', '0', '0'])
  expect(replies[2]?.headers.get('x-ratelimit-limit')).toBe('2')
  expect(replies[2]?.headers.get('x-ratelimit-reset')).toBe(String(Math.ceil(now / 1000) + 3))
  expect(replies[2]?.headers.get('retry-after')).toBeNull()
  expect(replies[2]?.body).toEqual({ message: 'too many requests' })
})

test('no rate, no headers about it', async () => {
  const braze = await start({})
  const { headers } = await createBrazeClient(braze.url).users('export/ids', probe)
  expect(headers.get('x-ratelimit-limit')).toBeNull()
})

test('during maintenance requests are answered as queued, whether they take effect or not', async () => {
  const braze = await start({})
  braze.misbehave({ fault: { kind: 'status', status: 202, applied: true } })
  const reply = await createBrazeClient(braze.url).track({ attributes: [{ external_id: '42' }] })
  expect(reply).toMatchObject({ status: 202, body: { message: 'queued' } })
  expect(braze.state().users).toHaveLength(1)
})

test.each([
  ['x-ratelimit-reset', { 'x-ratelimit-reset': '1738367999', 'x-ratelimit-remaining': '0' }],
  ['x-ratelimit-retry-after', { 'x-ratelimit-retry-after': '7' }]
] as const)('a 429 can say in the vendor’s way how long to stay away: %s', async (form, expected) => {
  const now = Date.UTC(2025, 0, 31, 23, 59, 52)
  sandbox = await startSandbox({ clock: { now: () => now, wait: () => Promise.resolve() } })
  sandbox.vendors.braze.misbehave({ fault: { kind: 'rate-limited', retryAfter: { form, seconds: 7 } } })
  const { status, headers } = await createBrazeClient(sandbox.vendors.braze.url).track({})
  expect(status).toBe(429)
  expect(Object.fromEntries(headers)).toMatchObject(expected)
})
