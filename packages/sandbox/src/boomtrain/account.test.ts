import { createSend } from '../http/test-client'
import { defaultBoomtrainAccount, startSandbox, type BoomtrainOptions, type Sandbox } from '../index'

const { siteId, token } = defaultBoomtrainAccount

let sandbox: Sandbox

const start = async (options: BoomtrainOptions = {}): Promise<void> => {
  sandbox = await startSandbox({ boomtrain: options })
}

beforeEach(() => start())

afterEach(() => sandbox.close())

const send = (method: string, path: string, body: unknown, authorization: string | null = `Bearer ${token}`) =>
  createSend(sandbox.vendors.boomtrain.url, authorization)({ method, path, body })
const put = (site: string, own: string) => send('PUT', `/v1/person/${site}/user_id/42`, {}, `Bearer ${own}`)

const state = () => sandbox.vendors.boomtrain.state()

describe('credentials', () => {
  test.each<[string, string | null]>([
    ['none', null],
    ['another token', 'Bearer other'],
    ['HTTP Basic', `Basic ${btoa(`${token}:`)}`]
  ])('%s is unauthorized at every endpoint', async (_name, authorization) => {
    for (const [method, path] of [
      ['PUT', `/v1/person/${siteId}/user_id/42`],
      ['POST', `/identify/${siteId}`],
      ['POST', `/event/${siteId}`],
      ['POST', '/event/track']
    ] as const) {
      expect(await send(method, path, {}, authorization)).toMatchObject({
        status: 401,
        body: { type: 'unauthorized', message: 'the token is not valid' }
      })
    }
  })

  test('a token opens its own site only, and none when it has no permission', async () => {
    await sandbox.close()
    await start({
      accounts: [
        { siteId: 'a', token: '1' },
        { siteId: 'b', token: '2' },
        { siteId: 'c', token: '3', active: false }
      ]
    })
    expect((await put('b', '2')).status).toBe(200)
    expect(await put('a', '2')).toMatchObject({ status: 403, body: { message: 'the token is not for this site' } })
    expect(await put('c', '3')).toMatchObject({ status: 403, body: { message: 'the token has no permission' } })
    expect(state().persons).toEqual([])
    expect(sandbox.vendors.boomtrain.state('b').persons).toHaveLength(1)
  })

  test('accounts that no request could belong to are refused', async () => {
    await expect(startSandbox({ boomtrain: { accounts: [] } })).rejects.toThrow('at least one account')
    await expect(startSandbox({ boomtrain: { accounts: [{ siteId: '', token: 'a' }] } })).rejects.toThrow('siteId')
    await expect(startSandbox({ boomtrain: { accounts: [{ siteId: 'a', token: 'a b' }] } })).rejects.toThrow('spaces')
  })
})

test('what is not there and what is malformed is told in one way', async () => {
  expect(await send('POST', '/nowhere', {})).toMatchObject({ status: 404, body: { type: 'unknown-path' } })
  expect(await send('GET', `/event/${siteId}`, undefined)).toMatchObject({
    status: 405,
    body: { type: 'wrong-method' }
  })
})
