import { startSandbox, type Sandbox } from '../../index'
import { createBrazeClient, type BrazeClient } from '../test-client'

let sandbox: Sandbox
let client: BrazeClient

beforeEach(async () => {
  sandbox = await startSandbox()
  client = createBrazeClient(sandbox.vendors.braze.url)
})

afterEach(() => sandbox.close())

const state = () => sandbox.vendors.braze.state()
const user = (external_id: string | null) => state().users.find((each) => each.external_id === external_id)
const alias = (alias_name: string, alias_label = 'l') => ({ alias_name, alias_label })
const many = (count: number) => Array.from({ length: count }, (_none, index) => index)
const aliasOnly = (name: string, more: object = {}) =>
  client.set({ user_alias: alias(name), _update_existing_only: false, ...more })
const event = (more: object) => ({ name: 'bought', time: '2025-01-31T12:00:00Z', ...more })

describe('export', () => {
  test('gives users by whatever names them, and the external ids nobody has', async () => {
    await client.set({
      external_id: '1',
      email: 'a@example.com',
      plan: 'pro',
      push_tokens: [{ app_id: 'a', token: 't' }]
    })
    await aliasOnly('a', { phone: '+15043277269' })
    await client.track({ events: [event({ external_id: '1' })] })
    const reply = await client.users('export/ids', { external_ids: ['1', 'unknown'], user_aliases: [alias('a')] })
    expect(reply.status).toBe(201)
    expect(reply.body).toMatchObject({
      message: 'success',
      users: [
        {
          external_id: '1',
          email: 'a@example.com',
          custom_attributes: { plan: 'pro' },
          custom_events: [{ name: 'bought', count: 1 }],
          purchases: [],
          push_tokens: [{ app: 'a', token: 't' }]
        },
        { phone: '+15043277269', user_aliases: [alias('a')] }
      ],
      invalid_user_ids: ['unknown']
    })
    for (const body of [{ email_address: 'A@example.com' }, { braze_id: user('1')?.braze_id }]) {
      expect((await client.users('export/ids', body)).body).toMatchObject({ users: [{ external_id: '1' }] })
    }
    expect((await client.users('export/ids', { phone: '+15043277269' })).body).toMatchObject({ users: [{}] })
    expect((await client.users('export/ids', { device_id: 'd' })).body).toEqual({ message: 'success', users: [] })
  })

  test('gives only the fields asked for, and each user once', async () => {
    await client.set({ external_id: '1', email: 'a@example.com' })
    const reply = await client.users('export/ids', {
      external_ids: ['1'],
      email_address: 'a@example.com',
      fields_to_export: ['email', 'braze_id']
    })
    expect(reply.body).toEqual({
      message: 'success',
      users: [{ braze_id: user('1')?.braze_id, email: 'a@example.com' }]
    })
  })

  test.each<[string, object, string]>([
    ['nothing', {}, 'one identifier is required'],
    ['51 users', { external_ids: many(51).map(String) }, 'The max number of ids per request was exceeded'],
    [
      'an email and a phone',
      { email_address: 'a@example.com', phone: '+1' },
      'the request must hold only one of email_address, phone'
    ],
    ['ids that are no list', { external_ids: '1' }, 'external_ids must be an array']
  ])('%s is refused', async (_name, body, message) => {
    expect(await client.users('export/ids', body)).toMatchObject({ status: 400, body: { message } })
  })
})
