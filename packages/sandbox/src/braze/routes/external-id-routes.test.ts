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

const rename = (...pairs: [string, string][]) =>
  client.users('external_ids/rename', {
    external_id_renames: pairs.map(([current_external_id, new_external_id]) => ({
      current_external_id,
      new_external_id
    }))
  })

describe('external ids', () => {
  test('are renamed, and the old one goes on to work until it is removed', async () => {
    await client.set({ external_id: 'old' })
    expect((await rename(['old', 'new'])).body).toEqual({
      message: 'success',
      external_ids: ['new'],
      rename_errors: []
    })
    await client.set({ external_id: 'old', plan: 'pro' })
    expect(state().users).toMatchObject([
      { external_id: 'new', deprecated_external_ids: ['old'], custom_attributes: { plan: 'pro' } }
    ])
    const removed = await client.users('external_ids/remove', { external_ids: ['old', 'new', 'unknown'] })
    expect(removed).toMatchObject({ status: 201 })
    expect(removed.body).toEqual({
      message: 'success',
      removed_ids: ['old'],
      removal_errors: [
        [1, 'only a deprecated external id can be removed'],
        [2, 'the external id is not known']
      ]
    })
    await client.set({ external_id: 'old' })
    expect(state().users).toHaveLength(2)
  })

  test('are not renamed from what is unknown or deprecated nor to what is in use', async () => {
    await client.set({ external_id: '1' }, { external_id: '2' })
    const reply = await rename(['1', '3'], ['1', '4'], ['2', '1'], ['2', '3'], ['2', '2'], ['x', 'y'])
    expect(reply.body).toEqual({
      message: 'success',
      external_ids: ['3'],
      rename_errors: [
        [1, 'the current external id is deprecated'],
        [2, 'the new external id is in use'],
        [3, 'the new external id is in use'],
        [4, 'the new external id is in use'],
        [5, 'the current external id is not known']
      ]
    })
  })

  test('a user is deleted by a deprecated one, too', async () => {
    await client.set({ external_id: 'old' })
    await rename(['old', 'new'])
    await client.users('delete', { external_ids: ['old'] })
    expect(state().users).toEqual([])
    await client.set({ external_id: 'new' })
    expect(state().users).toMatchObject([{ deprecated_external_ids: [] }])
  })
})
