import { WebSocket } from 'ws'
import { startServing, TOKEN } from '../../test/serving'

type Serving = Awaited<ReturnType<typeof startServing>>

const track = (name: string, properties: object = {}) => ({ type: 'track', userId: 'u-1', event: name, properties })

let served: Serving

beforeAll(async () => {
  served = await startServing()
})
afterAll(() => served.close())
beforeEach(() => served.vendor.behave())

const run = (payload: unknown, more: object = {}) =>
  served.post('/trackEvent', { payload, settings: served.settings, ...more })

describe("Segment's contract", () => {
  test('GET /manifest is the definition as data, and its folder', async () => {
    const { status, json } = await served.ask('/manifest')
    expect(status).toBe(200)
    expect(json).toMatchObject({
      name: 'Acme',
      slug: 'acme',
      mode: 'cloud',
      directoryName: 'acme',
      authentication: { scheme: 'custom', fields: { apiKey: { type: 'password', required: true } } },
      actions: { trackEvent: { title: 'Track Event', platform: 'cloud', fields: { name: { label: 'Name' } } } },
      presets: [{ name: 'Track Event', subscribe: 'type = "track"' }]
    })
  })

  test('POST /<action> with one event answers with the exchange, credentials redacted', async () => {
    const { status, json, text } = await run(track('Signed Up'))
    expect(status).toBe(200)
    expect(json).toEqual([
      {
        request: {
          url: `${served.vendor.url}/events?region=us`,
          method: 'POST',
          headers: expect.objectContaining({ authorization: '<redacted>' }) as unknown,
          body: '{"events":[{"user":"u-1","name":"Signed Up"}]}'
        },
        response: {
          statusCode: 200,
          statusMessage: 'OK',
          headers: expect.objectContaining({ 'content-type': 'application/json' }) as unknown,
          body: {}
        }
      }
    ])
    expect(text).not.toContain(served.settings.apiKey)
    expect(served.vendor.requests).toMatchObject([{ headers: { authorization: 'Bearer the-secret-key' } }])
  })

  test('the mapping given stands over the defaults of the fields', async () => {
    await run(track('Signed Up', { amount: 5 }), { mapping: { name: { '@path': '$.type' } } })
    expect(served.vendor.requests).toMatchObject([{ body: { events: [{ name: 'track', amount: 5, user: 'u-1' }] } }])
  })

  test('an error is told in the place of the exchanges, with 200', async () => {
    const { status, json } = await run(track('Refused'))
    expect(status).toBe(200)
    expect(json).toEqual([
      {
        statusCode: 400,
        message: 'Acme takes no such event.',
        stack: expect.arrayContaining([expect.stringContaining('Acme takes no such event.')]) as unknown,
        fields: {},
        requestError: true
      }
    ])
  })

  test('a payload that does not fit says so at its field', async () => {
    const { json } = await run({ type: 'track', userId: 'u-1' })
    expect(json).toMatchObject([{ requestError: true, fields: { $: expect.stringContaining("'name'") as unknown } }])
  })

  test('an answer that refuses has its status, and the secret is not in it', async () => {
    served.vendor.behave(({ headers }) => [403, { message: `no: ${String(headers['authorization'])}` }])
    const { json, text } = await run(track('Signed Up'))
    expect(json).toMatchObject([{ statusCode: 403, requestError: true }])
    expect(text).toContain('‹redacted›')
    expect(text).not.toContain(served.settings.apiKey)
  })

  test('after an error the next success shows its own exchange alone', async () => {
    served.vendor.behave(() => [403, {}])
    await run(track('First'))
    served.vendor.behave()
    const { json } = await run(track('Second'))
    expect(json).toHaveLength(1)
    expect(json).toMatchObject([{ request: { body: expect.stringContaining('Second') as unknown } }])
  })

  test('requests at the same time do not see each other’s exchanges', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `Event ${index}`)
    const answers = await Promise.all(names.map((name) => run(track(name))))
    for (const [index, { json }] of answers.entries()) {
      expect(json).toHaveLength(1)
      expect(json).toMatchObject([{ request: { body: expect.stringContaining(`Event ${index}"`) as unknown } }])
    }
  })

  test('a list is a batch, and what became of each event is beside the first exchange', async () => {
    served.vendor.behave(() => [200, { errors: [{ index: 1, reason: 'unknown user' }] }])
    const { json } = await run([track('a'), track('b'), { type: 'track' }, track('Refused')])
    expect(json).toMatchObject([
      {
        request: { method: 'POST' },
        multistatus: [
          { status: 200 },
          { status: 400, errormessage: 'unknown user' },
          { status: 400, errortype: 'PAYLOAD_VALIDATION_FAILED' },
          { status: 400, errormessage: 'Acme takes no such event.' }
        ]
      }
    ])
    expect(served.vendor.requests).toHaveLength(1)
  })

  test('a batch of which nothing is sent tells what is wrong with each event', async () => {
    const { json } = await run([track('Refused'), track('Nothing'), { type: 'track' }])
    expect(json).toMatchObject([
      { statusCode: 400, message: 'Event 1: Acme takes no such event.', stack: [], requestError: true },
      { statusCode: 400, message: expect.stringMatching(/^Event 3: /) as unknown, requestError: true }
    ])
  })

  test.each(['/authenticate', '/authentication'])(
    'POST %s asks the vendor with the settings, which are the body',
    async (path) => {
      expect((await served.post(path, served.settings)).json).toEqual({ ok: true })
      expect(served.vendor.requests).toMatchObject([
        { method: 'GET', headers: { authorization: 'Bearer the-secret-key' } }
      ])
      served.vendor.behave(() => [401, { message: 'no such key' }])
      const refused = await served.post(path, served.settings)
      expect(refused).toMatchObject({
        status: 200,
        json: { ok: false, error: expect.stringContaining('no such key') as unknown, fields: {} }
      })
      const incomplete = await served.post(path, { endpoint: 'x' })
      expect(incomplete.json).toMatchObject({
        ok: false,
        fields: { $: expect.stringContaining("'apiKey'") as unknown }
      })
    }
  )

  test('POST /delete deletes a user', async () => {
    const { status, json } = await served.post('/delete', { payload: { userId: 'u-1' }, settings: served.settings })
    // Segment's runtime keeps no exchange of a deletion.
    expect([status, json]).toEqual([200, []])
    expect(served.vendor.requests).toMatchObject([{ body: { events: [{ delete: 'u-1' }] } }])
    expect((await served.post('/delete', {})).json).toMatchObject([{ requestError: true }])
  })

  test.each([
    ['/createAudience', 400, { ok: false, error: 'Acme declares no audiences; there is nothing to create.' }],
    ['/getAudience', 400, { ok: false, error: 'Acme declares no audiences; there is nothing to get.' }],
    ['/refreshAccessToken', 400, { ok: false, error: expect.stringContaining('oauth2') as unknown }],
    ['/trackEvent/name', 500, [{ message: 'No dynamic field named name found.', code: '404' }]],
    [
      '/nothing/name',
      500,
      [{ message: 'There is no action "nothing"; there are trackEvent, deleteUser.', code: '404' }]
    ],
    [
      '/trackEvent/hooks/onMappingSave',
      500,
      [{ message: 'This action does not support any hooks.', code: 'NotImplemented' }]
    ],
    [
      '/trackEvent/hooks/onMappingSave/dynamic/list',
      500,
      [{ message: 'No dynamic field named list found in the hook onMappingSave.', code: '404' }]
    ],
    [
      '/nothing',
      404,
      [
        {
          statusCode: 404,
          message: 'There is no action "nothing"; there are trackEvent, deleteUser.',
          stack: [],
          fields: {},
          requestError: true
        }
      ]
    ],
    [
      '/__proto__',
      404,
      [
        {
          statusCode: 404,
          message: 'There is no action "__proto__"; there are trackEvent, deleteUser.',
          stack: [],
          fields: {},
          requestError: true
        }
      ]
    ]
  ])('POST %s, which Acme does not have, answers %i in its shape', async (path, status, json) => {
    expect(await served.post(path, {})).toMatchObject({ status, json })
  })

  test('a body of 5 MB is no problem', async () => {
    const events = Array.from({ length: 60 }, (_, index) => track(`Event ${index}`, { note: 'x'.repeat(90_000) }))
    expect(JSON.stringify(events).length).toBeGreaterThan(5_000_000)
    const { status, json } = await run(events)
    expect(status).toBe(200)
    expect(json).toHaveLength(20)
    expect(served.vendor.requests).toHaveLength(20)
  })

  test.each([
    ['{nonsense', /not valid JSON/],
    ['[]', /not a JSON object/],
    ['7', /not a JSON object/],
    ['null', /not a JSON object/]
  ])('the body %s is one sentence', async (body, message) => {
    const { status, json } = await served.post('/trackEvent', body)
    expect(status).toBe(400)
    expect(json).toMatchObject([{ message: expect.stringMatching(message) as unknown, requestError: true }])
  })

  test.each([
    [{}],
    [{ payload: 7 }],
    [{ payload: null, settings: 'x', mapping: [] }],
    [{ payload: [null, 7, 'x'], settings: {} }]
  ])('the request %j crashes nothing', async (body) => {
    const { status, json } = await served.post('/trackEvent', body)
    expect(status).toBe(200)
    expect(json).toEqual(expect.arrayContaining([expect.objectContaining({ requestError: true })]))
  })

  test('an address that is none says where to look', async () => {
    expect(await served.ask('/trackEvent')).toMatchObject({
      status: 404,
      json: [{ message: expect.stringContaining('GET /manifest') as unknown }]
    })
  })
})

describe('who may ask', () => {
  test("Segment's pages may, also from the internet", async () => {
    const origin = 'https://app.segment.com'
    const { status, headers } = await served.ask('/trackEvent', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
        'access-control-request-private-network': 'true'
      }
    })
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBe(origin)
    expect(headers.get('access-control-allow-headers')).toBe('content-type')
    expect(headers.get('access-control-allow-private-network')).toBe('true')
    const answer = await served.ask('/manifest', { headers: { origin } })
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
  })

  test.each(['/manifest', '/trackEvent', '/waybill/', '/waybill/api/destinations'])(
    '%s is no business of another site',
    async (path) => {
      const { status, headers } = await served.ask(path, {
        method: path === '/trackEvent' ? 'POST' : 'GET',
        headers: { origin: 'https://evil.example', 'x-waybill-token': TOKEN }
      })
      expect(status).toBe(403)
      expect(headers.get('access-control-allow-origin')).toBeNull()
    }
  )

  test("Segment's pages may not use the page's API", async () => {
    const headers = { origin: 'https://app.segment.com', 'x-waybill-token': TOKEN }
    expect((await served.ask('/waybill/api/destinations', { headers })).status).toBe(403)
  })

  test('the page’s API wants the token', async () => {
    expect((await served.ask('/waybill/api/destinations')).status).toBe(401)
    expect((await served.ask(`/waybill/api/destinations?token=${TOKEN}`)).status).toBe(401)
    expect((await served.ask('/waybill/api/changes')).status).toBe(401)
    expect((await served.api('/destinations')).status).toBe(200)
  })
})

describe('changes', () => {
  test('are told over the WebSocket', async () => {
    const socket = new WebSocket(served.serving.changesUrl ?? '')
    await new Promise((resolve) => socket.once('open', resolve))
    const told = new Promise<string>((resolve) => {
      socket.once('message', (data: Buffer) => resolve(data.toString()))
    })
    await served.changed(served.folder.path('acme/index.ts'))
    expect(await told).toBe('change')
    socket.terminate()
  })

  test('are told to nobody from elsewhere', async () => {
    const socket = new WebSocket(served.serving.changesUrl ?? '', { headers: { origin: 'https://evil.example' } })
    const error = await new Promise<Error>((resolve) => {
      socket.once('error', resolve)
    })
    expect(error.message).toContain('401')
  })

  test('of fields hold for the next event', async () => {
    served.folder.edit(
      'acme/actions/track-event.ts',
      "label: 'Amount', description: 'How much.', type: 'number'",
      "label: 'Amount', description: 'How much.', type: 'string'"
    )
    await run(track('Before', { amount: '12 pounds' }))
    await served.changed(served.folder.path('acme/actions/track-event.ts'))
    await run(track('After', { amount: '12 pounds' }))
    expect(served.vendor.requests).toMatchObject([{ body: { events: [{ name: 'After', amount: '12 pounds' }] } }])
  })
})

describe('several destinations', () => {
  let several: Serving

  beforeAll(async () => {
    several = await startServing({})
    several.folder.write('broken/index.ts', 'export const broken: = 1')
    several.folder.write(
      'plain/index.ts',
      `import { IntegrationError } from '@segment/actions-core'
      export default {
        name: 'Plain',
        mode: 'cloud',
        actions: {
          act: {
            title: 'Act',
            description: 'Acts.',
            fields: { id: { label: 'ID', description: 'ID.', type: 'string', dynamic: true, default: { '@path': '$.userId' } } },
            dynamicFields: { id: async () => ({ choices: [{ label: 'One', value: '1' }], nextPage: '' }) },
            hooks: { onMappingSave: { label: 'Save', description: 'Saves.', performHook: async () => ({ successMessage: 'saved', savedData: {} }) } },
            perform: (request, { payload }) => {
              if (payload.id === 'bad') throw new IntegrationError('Bad ID.', 'BAD', 422)
              return request('${several.vendor.url}/act', { method: 'post', json: payload })
            }
          }
        }
      }`
    )
    await several.changed(several.folder.path('broken/index.ts'), several.folder.path('plain/index.ts'))
  })
  afterAll(() => several.close())

  test('stand behind their names', async () => {
    expect((await several.ask('/acme/manifest')).json).toMatchObject({ name: 'Acme' })
    const { json } = await several.post('/acme/trackEvent', { payload: track('a'), settings: several.settings })
    expect(json).toMatchObject([{ response: { statusCode: 200 } }])
  })

  test('without a name, or with one that is not there, are told what to do', async () => {
    expect(await several.ask('/manifest')).toMatchObject({
      status: 404,
      json: [{ message: expect.stringMatching(/put the name of one in front, such as \/acme\/manifest/) as unknown }]
    })
    expect((await several.ask('/nobody/manifest')).json).toMatchObject([
      { message: 'There is no destination "nobody"; there are acme, broken, plain.' }
    ])
  })

  test('one that is broken says where, and the others work', async () => {
    expect(await several.ask('/broken/manifest')).toMatchObject({
      status: 503,
      json: [{ message: expect.stringMatching(/broken\/index\.ts:1:\d+: .*correct the syntax/) as unknown }]
    })
    expect((await several.ask('/acme/manifest')).status).toBe(200)
  })

  test("one for Segment's own runtime runs in it, with dynamic fields and hooks", async () => {
    expect((await several.ask('/plain/manifest')).json).toMatchObject({ name: 'Plain', directoryName: 'plain' })
    expect((await several.post('/plain/act', { payload: { type: 'track', userId: 'u-1' } })).json).toMatchObject([
      { request: { url: `${several.vendor.url}/act`, body: '{"id":"u-1"}' }, response: { statusCode: 200 } }
    ])
    expect((await several.post('/plain/act', { payload: { userId: 'bad' } })).json).toMatchObject([
      { statusCode: 422, message: 'Bad ID.', requestError: true }
    ])
    expect((await several.post('/plain/act/id', {})).json).toMatchObject({ choices: [{ value: '1' }] })
    expect((await several.post('/plain/act/hooks/onMappingSave', {})).json).toMatchObject({ successMessage: 'saved' })
  })
})

describe('the page', () => {
  test('is announced with its token, and opened once without it', async () => {
    const { pageUrl, launchUrl, url } = served.serving
    expect(pageUrl).toBe(`${url}/waybill/#token=${TOKEN}`)
    const path = new URL(launchUrl ?? '').pathname
    expect((await served.ask('/waybill/start/wrong')).status).toBe(410)
    const first = await served.ask(path)
    expect([first.status, first.headers.get('location')]).toEqual([302, `/waybill/#token=${TOKEN}`])
    expect((await served.ask(path)).status).toBe(410)
  })

  test('is found from the root; while it is not built it says so', async () => {
    expect((await served.ask('/')).headers.get('location')).toBe('/waybill/')
    expect(await served.ask('/waybill/')).toMatchObject({
      status: 404,
      text: expect.stringContaining('npm run build') as unknown
    })
  })

  test('is served from its folder under a strict policy, and nothing outside of it is', async () => {
    const built = await startServing({ page: { folder: served.folder.path('page'), launchCode: 'once' } })
    served.folder.write('page/index.html', '<p>the page</p>')
    served.folder.write('page/assets/a.js', 'let a')
    const again = await startServing({ page: { folder: served.folder.path('page'), launchCode: 'once' } })
    const index = await again.ask('/waybill/')
    expect(index).toMatchObject({ status: 200, text: '<p>the page</p>' })
    expect(index.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect((await again.ask('/waybill/assets/a.js')).headers.get('content-type')).toMatch(/javascript/)
    for (const path of ['/waybill/../acme/index.ts', '/waybill/%2e%2e/acme/index.ts', '/waybill/..%2facme/index.ts']) {
      expect((await again.ask(path)).text).not.toContain('defineDestination')
    }
    await Promise.all([built.close(), again.close()])
  })

  test('is left out with its API and the WebSocket when it is not wanted', async () => {
    const bare = await startServing({ only: 'acme', page: undefined })
    expect(bare.serving).toMatchObject({ pageUrl: undefined, changesUrl: undefined, launchUrl: undefined })
    expect((await bare.ask('/waybill/')).status).toBe(404)
    expect((await bare.api('/destinations')).status).toBe(404)
    expect((await bare.ask('/manifest')).status).toBe(200)
    await bare.close()
  })
})

test('a port that is taken is an error, and nothing is left listening', async () => {
  const taken = Number(new URL(served.serving.url).port)
  await expect(startServing({ port: taken })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
