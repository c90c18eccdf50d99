import { startSandbox, type Sandbox } from '../../index'
import { createBrazeClient, type BrazeClient } from '../test-client'

let sandbox: Sandbox
let client: BrazeClient

beforeEach(async () => {
  sandbox = await startSandbox()
  client = createBrazeClient(sandbox.vendors.braze.url)
})

afterEach(() => sandbox.close())

const many = (count: number) => Array.from({ length: count }, (_none, index) => index)

test.each([
  ['external_ids/rename', 'external_id_renames', ".current_external_id' is required"],
  ['external_ids/remove', 'external_ids', "' is not valid: external_ids[0] must be a string"],
  ['alias/new', 'user_aliases', ".alias_name' is required"],
  ['alias/update', 'alias_updates', ".alias_label' is required"]
])('%s takes 1 to 50 objects', async (path, key, trouble) => {
  const message = `'${key}' must be an array of objects`
  expect(await client.users(path, { [key]: [] })).toMatchObject({ status: 400, body: { message } })
  expect(await client.users(path, null)).toMatchObject({ status: 400, body: { message } })
  expect(await client.users(path, { [key]: many(51) })).toMatchObject({
    status: 400,
    body: { message: 'The max number of external_ids and aliases per request was exceeded' }
  })
  const reply = await client.users(path, { [key]: [{}] })
  expect(reply.status).toBe(400)
  expect(reply.body).toHaveProperty(['errors', 0, 'type'], `'${key}[0]${trouble}`)
})
