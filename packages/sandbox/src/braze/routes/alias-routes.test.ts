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
const aliasOnly = (name: string, more: object = {}) =>
  client.set({ user_alias: alias(name), _update_existing_only: false, ...more })

const update = (old_alias_name: string, new_alias_name: string) => ({
  alias_label: 'l',
  old_alias_name,
  new_alias_name
})

describe('aliases', () => {
  test('make new users or go to known ones', async () => {
    await client.set({ external_id: '1' })
    const user_aliases = [alias('a'), { ...alias('b'), external_id: '1' }, { ...alias('c'), external_id: 'unknown' }]
    const reply = await client.users('alias/new', { user_aliases })
    expect(reply.status).toBe(201)
    expect(reply.body).toEqual({
      message: 'success',
      aliases_processed: 2,
      errors: [{ type: "'external_id' is not a known user", input_array: 'user_aliases', index: 2 }]
    })
    expect(user('1')?.user_aliases).toEqual([alias('b')])
    expect(user(null)?.user_aliases).toEqual([alias('a')])
  })

  test('belong to one user each, and a user has one for each label', async () => {
    await client.set({ external_id: '1' }, { external_id: '2' })
    const user_aliases = [
      { ...alias('a'), external_id: '1' },
      { ...alias('a'), external_id: '1' },
      { ...alias('a'), external_id: '2' },
      { ...alias('b'), external_id: '1' },
      { ...alias('b', 'other'), external_id: '1' }
    ]
    expect((await client.users('alias/new', { user_aliases })).body).toMatchObject({
      aliases_processed: 3,
      errors: [
        { type: 'the alias belongs to another user', index: 2 },
        { type: 'the user has another alias with this label', index: 3 }
      ]
    })
    expect(user('1')?.user_aliases).toEqual([alias('a'), alias('b', 'other')])
  })

  test('are renamed, unless the new name is taken or the old one unknown', async () => {
    await aliasOnly('a')
    await aliasOnly('b')
    const alias_updates = [update('a', 'c'), update('b', 'c'), update('x', 'y')]
    expect(await client.users('alias/update', { alias_updates })).toMatchObject({
      status: 201,
      body: { message: 'success' }
    })
    expect(
      state()
        .users.flatMap(({ user_aliases }) => user_aliases.map(({ alias_name }) => alias_name))
        .toSorted()
    ).toEqual(['b', 'c'])
    expect(state().unapplied).toEqual([
      { operation: 'alias/update', subject: 'user_alias:l:c', reason: 'the alias belongs to another user' },
      { operation: 'alias/update', subject: 'user_alias:l:x', reason: 'no such user' }
    ])
    await client.set({ user_alias: alias('c'), hit: true })
    expect(state().users.filter(({ custom_attributes }) => custom_attributes['hit'] === true)).toHaveLength(1)
  })
})
