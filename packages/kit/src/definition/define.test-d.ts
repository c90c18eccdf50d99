import { defineAction, defineDestination, defineEndpoint, defineSettings } from '.'

const settings = defineSettings({
  apiKey: { label: 'API Key', description: 'Found under Settings.', type: 'password', required: true },
  region: { label: 'Region', description: 'Where it lives.', type: 'string', choices: ['us', 'eu'], default: 'us' }
})

const events = defineEndpoint(settings, {
  docs: 'https://acme.example/docs/events',
  request: ({ settings: { apiKey, region }, items }) => ({
    method: 'POST',
    url: `https://${region ?? 'us'}.acme.example/${apiKey}`,
    json: { items }
  }),
  limits: { items: 10 }
})

const track = defineEndpoint(settings, {
  docs: 'https://acme.example/docs/track',
  slots: ['attributes', 'events'],
  request: ({ slots }) => ({
    method: 'POST',
    url: 'https://acme.example',
    json: { ...slots, n: slots.events?.length }
  }),
  limits: { items: 10 }
})

const people = defineEndpoint(settings, {
  docs: 'https://acme.example/docs/people',
  route: ['idType', 'id'],
  request: ({ settings: { apiKey }, route: { idType, id }, items }) => ({
    method: 'PUT',
    url: `https://acme.example/${apiKey}/people/${idType}/${id}`,
    json: items[0]
  }),
  limits: { items: 1 }
})

const lists = defineEndpoint(settings, {
  docs: 'https://acme.example/docs/lists',
  slots: ['add', 'remove'],
  route: ['list'],
  request: ({ slots, route: { list } }) => ({ method: 'POST', url: `https://acme.example/${list}`, json: slots }),
  limits: { items: 10 }
})

const trackEvent = defineAction(settings, {
  title: 'Track Event',
  description: 'Record an event.',
  fields: {
    name: { label: 'Name', description: 'What.', type: 'string', required: true, default: { '@path': '$.event' } },
    count: { label: 'Count', description: 'How many.', type: 'integer' },
    tags: { label: 'Tags', description: 'Labels.', type: 'string', multiple: true, choices: ['a', 'b'] },
    when: { label: 'When', description: 'When.', type: 'datetime', allowNull: true },
    address: {
      label: 'Address',
      description: 'Where.',
      type: 'object',
      properties: { city: { label: 'City', description: 'City.', type: 'string', required: true } }
    },
    rest: { label: 'Rest', description: 'More.', type: 'object' }
  },
  endpoint: events,
  items: ({ payload }) => {
    const name: string = payload.name
    const tags: readonly ('a' | 'b')[] | undefined = payload.tags
    const when: string | number | null | undefined = payload.when
    const city: string | undefined = payload.address?.city
    const count: number | undefined = payload.count
    // @ts-expect-error the payload has no such key
    void payload.nmae
    // @ts-expect-error a payload is read-only
    payload.name = 'other'
    // @ts-expect-error an optional field may be absent
    const wrong: number = payload.count
    return [{ name, tags, when, city, count, wrong, ...payload.rest }]
  }
})

defineEndpoint(settings, {
  docs: 'https://acme.example/docs',
  // @ts-expect-error the settings have no such key
  request: ({ settings: { apiKye } }) => ({ method: 'POST', url: String(apiKye) }),
  limits: {}
})

defineAction(settings, {
  title: 'Slots',
  description: 'Items name their slot.',
  fields: {},
  endpoint: track,
  items: () => [{ events: { name: 'x' } }, { attributes: { plan: 'pro' } }]
})

defineAction(settings, {
  title: 'Slots',
  description: 'Items name their slot.',
  fields: {},
  endpoint: track,
  // @ts-expect-error the endpoint has no such slot
  items: () => [{ purchases: { name: 'x' } }]
})

const savePerson = defineAction(settings, {
  title: 'Route',
  description: 'Items carry what stands in the URL beside their body.',
  fields: {},
  endpoint: people,
  items: () => [{ route: { idType: 'email', id: 'ada@example.com' }, body: { plan: 'pro' } }]
})

defineAction(settings, {
  title: 'Route',
  description: 'A route and slots go together.',
  fields: {},
  endpoint: lists,
  items: () => [{ route: { list: 'vip' }, body: { add: { id: 'u-1' } } }]
})

defineAction(settings, {
  title: 'Route',
  description: 'Every part of the route has a value.',
  fields: {},
  endpoint: people,
  // @ts-expect-error the route has no value for idType
  items: () => [{ route: { id: 'u-1' }, body: {} }]
})

defineAction(settings, {
  title: 'Route',
  description: 'An item without a route has no URL to go to.',
  fields: {},
  endpoint: people,
  // @ts-expect-error the item has no route
  items: () => [{ plan: 'pro' }]
})

defineAction(settings, {
  title: 'Route',
  description: 'The body still names its slot.',
  fields: {},
  endpoint: lists,
  // @ts-expect-error the endpoint has no such slot
  items: () => [{ route: { list: 'vip' }, body: { replace: { id: 'u-1' } } }]
})

defineEndpoint(settings, {
  docs: 'https://acme.example/docs',
  route: ['id'],
  // @ts-expect-error the route has no such part
  request: ({ route: { idd } }) => ({ method: 'GET', url: String(idd) }),
  limits: {}
})

defineEndpoint(settings, {
  docs: 'https://acme.example/docs',
  // @ts-expect-error an endpoint that declares no route is given none
  request: ({ route: { id } }) => ({ method: 'GET', url: String(id) }),
  limits: {}
})

defineAction(settings, {
  title: 'Field type',
  description: 'A field has one of the known types.',
  // @ts-expect-error there is no such field type
  fields: { name: { label: 'Name', description: 'What.', type: 'varchar' } },
  endpoint: events,
  items: () => []
})

// @ts-expect-error there is no such type of setting
defineSettings({ key: { label: 'Key', description: 'Key.', type: 'secret' } })

const about = {
  name: 'Acme',
  slug: 'acme',
  description: 'Acme.',
  integrationNames: ['Acme'],
  settings,
  authentication: {
    scheme: 'custom',
    headers: ({ settings: { apiKey } }: { settings: { apiKey: string } }) => ({ authorization: `Bearer ${apiKey}` }),
    test: {
      docs: 'https://acme.example/docs',
      request: () => ({ method: 'GET' as const, url: 'https://acme.example' })
    }
  }
} as const

defineDestination({
  ...about,
  actions: { trackEvent },
  presets: [
    {
      name: 'Track',
      type: 'automatic',
      partnerAction: 'trackEvent',
      subscribe: 'type = "track"',
      mapping: { count: 1, name: { '@path': '$.name' } }
    }
  ],
  deletion: 'trackEvent'
})

defineDestination({ ...about, actions: { trackEvent, savePerson }, presets: [] })

defineDestination({
  ...about,
  actions: { trackEvent },
  // @ts-expect-error there is no such action
  presets: [{ name: 'Track', type: 'automatic', partnerAction: 'trackEvnt', subscribe: 'type = "track"' }]
})

defineDestination({
  ...about,
  actions: { trackEvent },
  presets: [
    // @ts-expect-error the action has no such field
    { name: 'T', type: 'automatic', partnerAction: 'trackEvent', subscribe: 'type = "track"', mapping: { nmae: 'x' } }
  ]
})

defineDestination({
  ...about,
  actions: { trackEvent },
  presets: [],
  // @ts-expect-error there is no such action
  deletion: 'deleteUser'
})

const other = defineSettings({ token: { label: 'T', description: 'T.', type: 'password', required: true } })
const stranger = defineAction(other, {
  title: 'Stranger',
  description: 'Written against other settings.',
  fields: {},
  endpoint: defineEndpoint(other, {
    docs: 'https://acme.example',
    request: ({ settings: { token } }) => ({ method: 'POST', url: token }),
    limits: {}
  }),
  items: () => []
})

// @ts-expect-error an action of another destination needs settings this one does not have
defineDestination({ ...about, actions: { stranger }, presets: [] })
