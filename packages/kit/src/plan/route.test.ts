import { createTestEvent } from '@segment/actions-core'
import { defineAction, defineDestination, defineEndpoint, defineSettings } from '../definition'
import { encodeJson } from '../http'
import { createTestIntegration, toSegment } from '../segment'
import { buildRequest, compileDestination, placeItem, splitByLimits } from '.'
import type { DestinationPlan, PlannedItem } from '.'
import { encodeRoute, routeProblem, sameRoute } from './route'

const settings = defineSettings({
  host: { label: 'Host', description: 'Where it is.', type: 'string', default: 'https://acme.example' }
})

const lists = defineEndpoint(settings, {
  docs: 'https://acme.example/docs/lists',
  slots: ['add', 'remove'],
  route: ['list', 'owner'],
  request: ({ settings: { host }, slots, route: { list, owner } }) => ({
    method: 'POST',
    url: `${host}/lists/${owner}/${list}`,
    json: slots
  }),
  limits: { items: 3 }
})

const events = defineEndpoint(settings, {
  docs: 'https://acme.example/docs/events',
  request: ({ settings: { host }, items }) => ({ method: 'POST', url: `${host}/events`, json: items }),
  limits: {}
})

const addToLists = defineAction(settings, {
  title: 'Add to Lists',
  description: 'Add a person to each of their lists.',
  fields: {
    id: { label: 'ID', description: 'Who.', type: 'string', required: true, default: { '@path': '$.userId' } },
    lists: {
      label: 'Lists',
      description: 'Where.',
      type: 'string',
      multiple: true,
      default: { '@path': '$.traits.lists' }
    }
  },
  endpoint: lists,
  items: ({ payload }) =>
    (payload.lists ?? []).map((list) => ({ route: { list, owner: 'me' }, body: { add: { id: payload.id } } }))
})

const acme = defineDestination({
  name: 'Acme',
  slug: 'acme',
  description: 'Acme.',
  integrationNames: ['Acme'],
  settings,
  authentication: {
    scheme: 'custom',
    headers: () => ({}),
    test: { docs: 'https://acme.example', request: () => ({ method: 'GET', url: 'https://acme.example' }) }
  },
  actions: { addToLists },
  presets: [{ name: 'Lists', type: 'automatic', partnerAction: 'addToLists', subscribe: 'type = "identify"' }]
})

const identify = (...names: readonly string[]) => ({ type: 'identify' as const, userId: 'u', traits: { lists: names } })

function planOf(): DestinationPlan {
  const compiled = compileDestination(acme, { settings: {} })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.plan
}

function itemsOf(...names: readonly string[]): readonly PlannedItem[] {
  const [planned] = planOf().plan(identify(...names))
  return planned?.kind === 'items' ? planned.items : []
}

const requestsOf = (items: readonly PlannedItem[]) =>
  splitByLimits(items, () => 10, lists.limits).map((part) => buildRequest(lists, planOf().settings, part))

test('a planned item keeps its route beside its slot and body', () => {
  const [item] = itemsOf('a/b')
  expect({ ...item, body: item?.body.text }).toEqual({
    slot: 'add',
    route: { list: 'a/b', owner: 'me' },
    body: '{"id":"u"}'
  })
})

test('items of one route travel together, those of another apart, and order stays', () => {
  const requests = requestsOf(itemsOf('a', 'a', 'b', 'a', 'a', 'a', 'a'))
  expect(requests.map(({ url, json }) => `${url} ${encodeJson(json)}`)).toEqual([
    'https://acme.example/lists/me/a {"add":[{"id":"u"},{"id":"u"}]}',
    'https://acme.example/lists/me/b {"add":[{"id":"u"}]}',
    'https://acme.example/lists/me/a {"add":[{"id":"u"},{"id":"u"},{"id":"u"}]}',
    'https://acme.example/lists/me/a {"add":[{"id":"u"}]}'
  ])
})

test.each([
  ['a/b?c#d', 'a%2Fb%3Fc%23d'],
  ['ada+x@example.com', 'ada%2Bx%40example.com'],
  ['100% sure', '100%25%20sure'],
  ['Zoë 🚚', 'Zo%C3%AB%20%F0%9F%9A%9A'],
  ['half \ud83d pair', 'half%20%EF%BF%BD%20pair'],
  ['../..', '..%2F..']
])('%j stands in the URL as %s', (list, encoded) => {
  const [request] = requestsOf(itemsOf(list))
  expect(request?.url).toBe(`https://acme.example/lists/me/${encoded}`)
  expect(new URL(request?.url ?? '').pathname).toBe(`/lists/me/${encoded}`)
})

test.each([
  ['', 'empty'],
  ['.', 'only dots'],
  ['..', 'only dots']
])('%j cannot stand in a URL, so the event is rejected', async (list, reason) => {
  expect(planOf().plan(identify('fine', list))).toEqual([
    expect.objectContaining({ kind: 'rejected', reason: expect.stringContaining(reason) as unknown })
  ])
  const integration = createTestIntegration(toSegment(acme))
  const delivery = integration.testAction('addToLists', {
    event: createTestEvent({ type: 'identify', traits: { lists: ['fine', list] } }),
    mapping: { id: 'u', lists: { '@path': '$.traits.lists' } }
  })
  await expect(delivery).rejects.toThrow(reason)
})

test('a request of items with different routes is a mistake of whoever packed it', () => {
  expect(() => buildRequest(lists, planOf().settings, itemsOf('a', 'b'))).toThrow('different routes')
})

test('routes are the same when all their values are', () => {
  expect(sameRoute(undefined, undefined)).toBe(true)
  expect(sameRoute({ id: 'a' }, { id: 'a' })).toBe(true)
  expect(sameRoute({ id: 'a', type: 'x' }, { id: 'a', type: 'y' })).toBe(false)
  expect(sameRoute({ id: 'a' }, undefined)).toBe(false)
})

test('an endpoint without a route has none', () => {
  expect(placeItem(events, { name: 'x' })).toEqual({ slot: undefined, route: undefined, body: { name: 'x' } })
  expect(routeProblem(undefined)).toBeUndefined()
  expect(encodeRoute(undefined)).toEqual({})
})
