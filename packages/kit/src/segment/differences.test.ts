import { createTestIntegration } from '@segment/actions-core'
import { compileDestination, defineAction, defineDestination, defineEndpoint, defineSettings } from '..'
import { toExchange } from './exchange'
import { toSegment } from './to-segment'

const settings = defineSettings({
  apiKey: { label: 'API Key', description: 'The key.', type: 'password', required: true }
})

const events = defineEndpoint(settings, {
  docs: 'https://acme.example/docs',
  request: ({ items }) => ({ method: 'POST', url: 'https://acme.example/events', json: items }),
  limits: { items: 10 },
  timeoutSeconds: 3
})

const acme = defineDestination({
  name: 'Acme (Test)',
  slug: 'acme',
  description: 'Acme.',
  integrationNames: ['Acme'],
  settings,
  authentication: {
    scheme: 'custom',
    headers: ({ settings: { apiKey } }) => ({ authorization: `Bearer ${apiKey}` }),
    test: { docs: 'https://acme.example/docs', request: () => ({ method: 'GET', url: 'https://acme.example/me' }) }
  },
  actions: {
    trackEvent: defineAction(settings, {
      title: 'Track Event',
      description: 'Records an event.',
      fields: {
        name: { label: 'Name', description: 'Name.', type: 'string', required: true, default: { '@path': '$.event' } }
      },
      endpoint: events,
      items: ({ payload }) => [{ name: payload.name }]
    })
  },
  presets: [{ name: 'Track', type: 'automatic', partnerAction: 'trackEvent', subscribe: 'type = "track"' }]
})

/** Defects of Segment's runtime that are not in FQL, mapping or schema, each beside our answer. */
describe("what Segment's runtime does and ours does not", () => {
  test('its default timeout ignores the environment variable made for it; ours is a property of the endpoint', async () => {
    process.env['DEFAULT_REQUEST_TIMEOUT'] = '2500'
    let theirs: number | undefined
    jest.isolateModules(() => {
      theirs = jest.requireActual<{ DEFAULT_REQUEST_TIMEOUT: number }>('@segment/actions-core').DEFAULT_REQUEST_TIMEOUT
    })
    delete process.env['DEFAULT_REQUEST_TIMEOUT']
    expect(theirs).toBe(10_000)

    const timeouts: unknown[] = []
    const client = (_url: string, options: { timeout?: unknown } = {}) => {
      timeouts.push(options.timeout)
      return Promise.reject(new Error('not sent'))
    }
    await toExchange(client, { method: 'GET', url: 'https://acme.example' }, events.timeoutSeconds ?? 10)
    expect(timeouts).toEqual([3000])
  })

  test('it calls an event that nobody wants "not subscribed" alone and a failure in a batch; ours skips it both ways', async () => {
    const subscription = {
      subscribe: 'type = "track"',
      partnerAction: 'trackEvent',
      mapping: { name: { '@path': '$.event' } }
    }
    const integration = createTestIntegration(toSegment(acme))
    const page = { type: 'page', userId: 'u' }
    const alone = await integration.onEvent(page as never, { apiKey: 'k', subscription })
    expect(alone).toEqual([{ output: 'not subscribed' }])
    const track = { type: 'track', userId: 'u', event: undefined }
    const [together] = await integration.onBatch([page, track] as never, { apiKey: 'k', subscription })
    expect(together?.multistatus?.[0]).toMatchObject({ status: 400, errortype: 'PAYLOAD_VALIDATION_FAILED' })

    const compiled = compileDestination(acme, { settings: { apiKey: 'k' } })
    expect(compiled.ok && compiled.plan.plan({ type: 'page', userId: 'u' })).toEqual([
      { kind: 'skipped', reason: 'no subscription matches' }
    ])
  })
})
