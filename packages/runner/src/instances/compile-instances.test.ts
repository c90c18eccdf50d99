import { defineAction, defineDestination, defineEndpoint, defineSettings } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import { compileInstances } from './compile-instances'

const settings = defineSettings({
  key: { label: 'Key', description: 'The key.', type: 'password', required: true }
})

const people = defineEndpoint(settings, {
  docs: 'https://acme.example/docs',
  request: ({ items }) => ({ method: 'POST', url: 'https://acme.example/people', json: items }),
  limits: { rate: { requests: 10, perSeconds: 1, maximum: 100 } }
})

const fields = {
  id: { label: 'ID', description: 'Who.', type: 'string', default: { '@path': '$.userId' } },
  plan: { label: 'Plan', description: 'What they pay for.', type: 'string', default: { '@path': '$.traits.plan' } }
} as const

const acme = defineDestination({
  name: 'Acme',
  slug: 'acme',
  description: 'Acme.',
  integrationNames: ['Acme'],
  settings,
  authentication: { scheme: 'custom', headers: () => ({}) },
  actions: {
    savePerson: defineAction(settings, {
      title: 'Save Person',
      description: 'Saves a person.',
      fields,
      endpoint: people,
      items: ({ payload }) => [{ ...payload }]
    })
  },
  presets: [
    { name: 'People', type: 'automatic', partnerAction: 'savePerson', subscribe: 'type = "identify"' },
    { name: 'Companies', type: 'automatic', partnerAction: 'savePerson', subscribe: 'type = "group"', optional: true }
  ]
})

const valid = { id: 'acme-eu', destination: 'acme', settings: { key: 'secret' } }
const compile = (...entries: readonly unknown[]) => compileInstances(entries, { acme })

/** What the only instance makes of an event: the items of each subscription. */
function planned(entry: unknown, event: Partial<SegmentEvent>): unknown {
  const compiled = compile(entry)
  if (!compiled.ok) return compiled.problems
  return compiled.instances[0]?.plan
    .plan({ type: 'identify', userId: 'ada', traits: { plan: 'pro' }, ...event })
    .flatMap((made) =>
      made.kind === 'items' ? made.items.map(({ body }) => [made.subscription.name, body.toJSON()]) : []
    )
}

test('an instance is known by its id to pages that send to it themselves', () => {
  expect(planned(valid, { _metadata: { bundledIds: ['acme-eu'] } })).toEqual([])
  expect(planned(valid, { _metadata: { bundledIds: ['acme-us'] } })).toHaveLength(1)
})

test('an instance has the presets that are not optional', () => {
  expect(planned(valid, {})).toEqual([['People', { id: 'ada', plan: 'pro' }]])
  expect(planned(valid, { type: 'group' })).toEqual([])
})

test('presets are chosen by name, optional ones too, and single fields of theirs replaced or left empty', () => {
  const entry = {
    ...valid,
    subscriptions: [
      { preset: 'Companies' },
      { preset: 'People', name: 'Known people', mapping: { plan: null, id: { '@template': 'u-{{userId}}' } } }
    ]
  }
  expect(planned(entry, {})).toEqual([['Known people', { id: 'u-ada' }]])
  expect(planned(entry, { type: 'group' })).toEqual([['Companies', { id: 'ada', plan: 'pro' }]])
})

test('a preset can ask for other events', () => {
  const entry = { ...valid, subscriptions: [{ preset: 'People', subscribe: 'type = "alias"' }] }
  expect(planned(entry, {})).toEqual([])
  expect(planned(entry, { type: 'alias' })).toEqual([['People', { id: 'ada', plan: 'pro' }]])
})

test('a subscription of one’s own has the default mapping, or exactly the one it says', () => {
  const own = { name: 'Own', action: 'savePerson', subscribe: 'type = "identify"' }
  expect(planned({ ...valid, subscriptions: [own] }, {})).toEqual([['Own', { id: 'ada', plan: 'pro' }]])
  const mapped = { ...own, mapping: { id: { '@path': '$.traits.plan' } } }
  expect(planned({ ...valid, subscriptions: [mapped] }, {})).toEqual([['Own', { id: 'pro' }]])
})

test('a rate within the maximum is taken over', () => {
  const compiled = compile({ ...valid, requestsPerWindow: 100 })
  expect(compiled.ok && compiled.instances[0]?.requestsPerWindow).toBe(100)
})

test.each<readonly [unknown, string, string]>([
  [null, 'instances[0]', 'An instance must be an object.'],
  [{ ...valid, id: 'a/b' }, 'instances[0].id', 'The id must be a text of letters, digits, ".", "_" and "-".'],
  [{ ...valid, colour: 'red' }, 'instances[0].colour', 'Unknown; an instance has id, destination, settings,'],
  [
    { ...valid, destination: 'amce' },
    'instances[0].destination',
    'There is no destination "amce"; choose one of acme.'
  ],
  [{ ...valid, destination: 'toString' }, 'instances[0].destination', 'There is no destination "toString"'],
  [{ ...valid, destination: undefined }, 'instances[0].destination', 'The destination is missing; choose one of acme.'],
  [{ ...valid, settings: {} }, 'instances[0].settings.key', 'Key (key) is required, but it is missing.'],
  [{ ...valid, settings: undefined }, 'instances[0].settings.key', 'Key (key) is required, but it is missing.'],
  [{ ...valid, subscriptions: {} }, 'instances[0].subscriptions', 'The subscriptions must be a list.'],
  [{ ...valid, subscriptions: ['People'] }, 'instances[0].subscriptions[0]', 'A subscription must be an object'],
  [
    { ...valid, subscriptions: [{ preset: 'Persons' }] },
    'instances[0].subscriptions[0]',
    'Acme has no preset "Persons"; it has "People", "Companies".'
  ],
  [
    { ...valid, subscriptions: [{ preset: 7 }] },
    'instances[0].subscriptions[0]',
    'The "preset" of a subscription must be'
  ],
  [
    { ...valid, subscriptions: [{ preset: 'People', action: 'savePerson' }] },
    'instances[0].subscriptions[0]',
    'Unknown: action. A subscription has preset, name, subscribe, mapping.'
  ],
  [
    { ...valid, subscriptions: [{ name: 'Own', action: 'savePerson' }] },
    'instances[0].subscriptions[0]',
    'A subscription of your own needs "name", "action" and "subscribe".'
  ],
  [
    { ...valid, subscriptions: [{ preset: 'People', mapping: ['id'] }] },
    'instances[0].subscriptions[0]',
    'The "mapping" of a subscription must be an object'
  ],
  [
    { ...valid, subscriptions: [{ preset: 'People', mapping: { id: () => 1 } }] },
    'instances[0].subscriptions[0]',
    'The "mapping" of a subscription must be an object'
  ],
  [
    { ...valid, subscriptions: [{ preset: 'People' }, { preset: 'People' }] },
    'instances[0].subscriptions[1]',
    'There are two subscriptions "People"; give one another "name".'
  ],
  [
    { ...valid, subscriptions: [{ preset: 'People', mapping: { nick: 'x' } }] },
    'instances[0].subscription "People"',
    'The mapping names the field "nick"'
  ],
  [
    { ...valid, subscriptions: [{ name: 'Own', action: 'saveDog', subscribe: 'type = "identify"' }] },
    'instances[0].subscription "Own"',
    'Acme has no action "saveDog"; it has savePerson.'
  ],
  [
    { ...valid, requestsPerWindow: 101 },
    'instances[0].requestsPerWindow',
    'Acme takes at most 100 requests in 1 s; 101 is more.'
  ],
  [{ ...valid, requestsPerWindow: 0 }, 'instances[0].requestsPerWindow', 'The rate must be a whole number of requests'],
  [
    { ...valid, requestsPerWindow: '9' },
    'instances[0].requestsPerWindow',
    'The rate must be a whole number of requests'
  ]
])('%j is refused', (entry, place, message) => {
  const compiled = compile(entry)
  const problems = compiled.ok ? [] : compiled.problems
  expect(problems.map((problem) => problem.place)).toEqual([place])
  expect(problems[0]?.message).toContain(message)
})

test('all mistakes are told at once, each with its place', () => {
  const compiled = compile(
    { ...valid, settings: { kee: 'x' } },
    { ...valid, subscriptions: [{ preset: 'None' }], requestsPerWindow: 1000 },
    7
  )
  expect(compiled.ok ? [] : compiled.problems.map(({ place }) => place)).toEqual([
    'instances[0].settings.kee',
    'instances[0].settings.key',
    'instances[1].subscriptions[0]',
    'instances[1].id',
    'instances[2]'
  ])
})

test('the instances must be a list', () => {
  const compiled = compileInstances({ instances: [] }, { acme })
  expect(compiled.ok ? [] : compiled.problems.map(({ place }) => place)).toEqual(['instances'])
})
