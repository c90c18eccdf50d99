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

describe('delete', () => {
  test('removes users by any one kind of identifier and counts them', async () => {
    const email = 'a@example.com'
    await client.set({ external_id: '1' }, { external_id: '2' }, { email }, { phone: '+15043277269' })
    await aliasOnly('a')
    const braze_id = user('2')?.braze_id
    const prioritization = ['unidentified']
    expect((await client.users('delete', { external_ids: ['1', 'unknown'] })).body).toEqual({
      message: 'success',
      deleted: 1
    })
    expect((await client.users('delete', { braze_ids: [braze_id] })).body).toMatchObject({ deleted: 1 })
    expect((await client.users('delete', { user_aliases: [alias('a')] })).body).toMatchObject({ deleted: 1 })
    expect((await client.users('delete', { email_addresses: [{ email, prioritization }] })).body).toMatchObject({
      deleted: 1
    })
    expect(
      (await client.users('delete', { phone_numbers: [{ phone: '+15043277269', prioritization }] })).body
    ).toMatchObject({ deleted: 1 })
    expect(state().users).toEqual([])
    expect(state().deletions).toHaveLength(5)
    expect(state().deletions).toContainEqual({ braze_id, external_id: '2', user_aliases: [] })
  })

  test('lets the same identifier begin anew', async () => {
    await client.set({ external_id: '1', plan: 'pro' })
    const former = user('1')?.braze_id
    await client.users('delete', { external_ids: ['1'] })
    await client.set({ external_id: '1' })
    expect(user('1')?.custom_attributes).toEqual({})
    expect(user('1')?.braze_id).not.toBe(former)
  })

  test.each([{ email: 'a@example.com' }, { phone: '+15043277269' }])(
    'leaves nobody behind under %j',
    async (contact) => {
      await client.set({ external_id: '1', ...contact })
      await client.users('delete', { external_ids: ['1'] })
      await client.set({ ...contact, plan: 'pro' })
      expect(state().users).toMatchObject([
        { external_id: null, attributes: contact, custom_attributes: { plan: 'pro' } }
      ])
    }
  )

  test.each<[string, object, string]>([
    ['nothing', {}, 'exactly one of external_ids, user_aliases, braze_ids, email_addresses, phone_numbers is required'],
    [
      'two kinds',
      { external_ids: ['1'], braze_ids: ['b'] },
      'exactly one of external_ids, user_aliases, braze_ids, email_addresses, phone_numbers is required'
    ],
    ['51 users', { external_ids: many(51).map(String) }, 'The max number of ids per request was exceeded'],
    ['a number', { external_ids: [1] }, 'external_ids[0] must be a string'],
    [
      'an email without rules',
      { email_addresses: [{ email: 'a@example.com' }] },
      'email_addresses[0].prioritization is required'
    ]
  ])('%s is refused', async (_name, body, message) => {
    await client.set({ external_id: '1' })
    expect(await client.users('delete', body)).toMatchObject({ status: 400, body: { message } })
    expect(state().users).toHaveLength(1)
  })
})
