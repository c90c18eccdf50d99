import {
  defaultBoomtrainAccount,
  defaultBrazeAccount,
  defaultCustomerioAccount,
  defaultTractionboardAccount,
  startSandbox,
  type Sandbox,
  type VendorName
} from '../index'
import { basic } from './test-client'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})

afterEach(() => sandbox.close())

interface Door {
  readonly path: string
  readonly authorization: string
  /** Something that is in order. */
  readonly body: object
}

const { siteId, token } = defaultBoomtrainAccount
const { siteId: site, apiKey } = defaultCustomerioAccount
const doors: Readonly<Record<VendorName, Door>> = {
  boomtrain: {
    path: `/event/${siteId}`,
    authorization: `Bearer ${token}`,
    body: { event_type: 'viewed', user_id: '42' }
  },
  braze: {
    path: '/users/track',
    authorization: `Bearer ${defaultBrazeAccount.apiKey}`,
    body: { attributes: [{ external_id: '42' }] }
  },
  customerio: {
    path: '/api/v2/entity',
    authorization: basic(site, apiKey),
    body: { type: 'person', action: 'identify', identifiers: { id: '42' } }
  },
  tractionboard: {
    path: '/',
    authorization: basic(defaultTractionboardAccount.token, ''),
    body: { type: 'identify', userId: '42' }
  }
}

const names = Object.keys(doors) as VendorName[]

const post = (name: VendorName, body: BodyInit, headers: Record<string, string> = {}) => {
  const { path, authorization } = doors[name]
  return fetch(`${sandbox.vendors[name].url}${path}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body
  })
}

const isUnharmed = async (name: VendorName): Promise<boolean> =>
  (await post(name, JSON.stringify(doors[name].body))).status < 300

test('all of them are played', () => {
  expect(names.toSorted()).toEqual(Object.keys(sandbox.vendors).toSorted())
})

describe.each(names)('%s', (name) => {
  test('takes what is in order, remembers it and forgets it on request', async () => {
    const empty = sandbox.vendors[name].state()
    expect(await isUnharmed(name)).toBe(true)
    expect(sandbox.vendors[name].state()).not.toEqual(empty)
    expect(sandbox.vendors[name].requests()).toHaveLength(1)
    sandbox.vendors[name].reset()
    expect(sandbox.vendors[name].state()).toEqual(empty)
    expect(sandbox.vendors[name].requests()).toEqual([])
  })

  test('shows the same state over HTTP, and none of an account nobody has', async () => {
    await isUnharmed(name)
    const shown: unknown = await (await fetch(`${sandbox.vendors[name].url}/__sandbox/state`)).json()
    expect(shown).toEqual(sandbox.vendors[name].state())
    expect(() => sandbox.vendors[name].state('nobody')).toThrow('no account "nobody"')
  })

  test('records no credentials', async () => {
    await isUnharmed(name)
    const record = JSON.stringify(sandbox.vendors[name].requests())
    expect(record).toContain('42')
    expect(record).not.toContain(doors[name].authorization.split(' ')[1])
  })

  test.each<[string, BodyInit, number]>([
    ['nothing', '', 400],
    ['half an object', '{"type":', 400],
    ['what is not UTF-8', new Uint8Array([0xff]), 400],
    ['a number beyond a double', '{"type":1e999}', 400],
    ['wild nesting', '['.repeat(10_000) + ']'.repeat(10_000), 400],
    ['null', 'null', 400],
    ['text', '"text"', 400],
    ['a list', '[]', 400],
    ['what is only inherited', `{"__proto__":{"type":"identify","userId":"42"}}`, 400],
    ['far too much', ' '.repeat(4_000_001), 413]
  ])('survives %s', async (_name, body, status) => {
    expect((await post(name, body)).status).toBe(status)
    expect(await isUnharmed(name)).toBe(true)
  })

  test('takes JSON only', async () => {
    expect((await post(name, '{}', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await post(name, '{}', { 'content-encoding': 'gzip' })).status).toBe(415)
  })

  test('misbehaves in its own words', async () => {
    sandbox.vendors[name].misbehave({ fault: { kind: 'status', status: 503 } })
    const response = await post(name, JSON.stringify(doors[name].body))
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('simulated 503')
    sandbox.vendors[name].misbehave({ fault: { kind: 'reset', applied: true } })
    await expect(isUnharmed(name)).rejects.toThrow('fetch failed')
  })

  test('obeys a rate', async () => {
    sandbox.vendors[name].limitRate({ requests: 1, perSeconds: 1000 })
    expect(await isUnharmed(name)).toBe(true)
    expect((await post(name, '{}')).status).toBe(429)
  })
})
