import { EXAMPLES } from '../../../test/acme-folder'
import { startServing } from '../../../test/serving'
import type { DestinationDetail } from '../contract'

type Serving = Awaited<ReturnType<typeof startServing>>

let served: Serving

beforeEach(async () => {
  served = await startServing({})
})
afterEach(() => served.close())

const subscription = {
  name: 'Track Event',
  partnerAction: 'trackEvent',
  subscribe: 'type = "track"',
  mapping: {
    user_id: { '@path': '$.userId' },
    name: { '@path': '$.event' },
    amount: { '@path': '$.properties.amount' },
    email: { '@path': '$.properties.email' }
  }
}

const save = async (title: string, event: unknown, more: object = {}) => {
  const body = { destination: 'acme', title, event, subscription, settings: served.settings, ...more }
  return (await served.api('/examples', body)).json
}

const event = {
  type: 'track',
  userId: 'u-2',
  event: "It's bought",
  properties: { amount: '7', 'a-b': [1, { x: null }] }
}

test('an event becomes an example behind the last one, and nothing else of the file changes', async () => {
  const saved = await save('  amounts become numbers ', event, {
    subscription: { ...subscription, mapping: { ...subscription.mapping, name: 'Fixed' } },
    settings: { ...served.settings, region: 'eu' }
  })
  expect(saved).toMatchObject({ kind: 'saved', file: expect.stringContaining('acme/examples.ts') as unknown, line: 23 })
  const text = served.folder.read('acme/examples.ts')
  const written = `    }, // the only one
    {
      title: 'amounts become numbers',
      action: 'trackEvent',
      event: {
        type: 'track',
        userId: 'u-2',
        event: "It's bought",
        properties: { amount: '7', 'a-b': [1, { x: null }] }
      },
      mapping: { name: 'Fixed' },
      settings: { region: 'eu' },
      expect: {
        requests: [
          {
            method: 'POST',
            url: 'https://acme.example/events?region=eu',
            json: { events: [{ user: 'u-2', name: 'Fixed', amount: 7 }] }
          }
        ]
      }
    }
  ]
`
  expect(text).toBe(EXAMPLES.replace('    } // the only one\n  ]\n', written))
  expect(text.split('\n')[22]).toContain("title: 'amounts become numbers'")
})

test('it is an example from then on: the file loads, and the title is taken', async () => {
  await save('first', event)
  await save('second', { ...event, event: 'Nothing' })
  await save('third', { ...event, event: 'Refused' })
  await served.changed(served.folder.path('acme/examples.ts'))
  const { examples } = (await served.api('/destinations/acme')).json as DestinationDetail
  expect(examples.map(({ title, expect: expected }) => [title, Object.keys(expected)])).toEqual([
    ['track records an event', ['requests']],
    ['first', ['requests']],
    ['second', ['skipped']],
    ['third', ['rejected']]
  ])
  expect(await save('first', event)).toEqual({
    kind: 'refused',
    reason: 'There is an example titled "first" already; choose another title.'
  })
})

test.each<[string, () => unknown, RegExp]>([
  ['without a title', () => save(' ', event), /Say in the title/],
  ['with a title of two lines', () => save('a\nb', event), /one line/],
  ['of no event', () => save('x', 7), /must be a JSON object/],
  ['that holds a secret', () => save('x', { ...event, key: 'the-secret-key' }), /holds a secret/],
  ['with a secret as its title', () => save('the-secret-key', event), /holds a secret/],
  [
    'of no action',
    () => save('x', event, { subscription: { ...subscription, partnerAction: 'toString' } }),
    /no action "toString"/
  ],
  [
    'that leaves a default unmapped',
    () => save('x', event, { subscription: { ...subscription, mapping: {} } }),
    /cannot leave "user_id" unmapped/
  ],
  [
    'with a mapping that cannot be',
    () =>
      save('x', event, {
        subscription: { ...subscription, mapping: { ...subscription.mapping, name: { '@pth': 1 } } }
      }),
    /unknown directive/
  ],
  ['that is switched off', () => save('x', { ...event, integrations: { All: false } }), /switched off/]
])('an example %s is refused, and the file stays', async (_what, act, reason) => {
  expect(await act()).toEqual({ kind: 'refused', reason: expect.stringMatching(reason) as unknown })
  expect(served.folder.read('acme/examples.ts')).toBe(EXAMPLES)
})

test('a file that cannot be extended says why', async () => {
  served.folder.write('acme/examples.ts', `${EXAMPLES}\n(`)
  expect(await save('x', event)).toMatchObject({
    reason: expect.stringMatching(/cannot be read as TypeScript/) as unknown
  })
  served.folder.write('acme/examples.ts', 'export const examples = { settings: {}, examples: [] }')
  expect(await save('x', event)).toMatchObject({
    reason: expect.stringMatching(/no list "examples" in a call of defineExamples/) as unknown
  })
  served.folder.remove('acme/examples.ts')
  expect(await save('x', event)).toMatchObject({
    reason: expect.stringMatching(/cannot be written \(ENOENT\)/) as unknown
  })
})

test('a destination without examples says so', async () => {
  served.folder.remove('acme/examples.ts')
  await served.changed(served.folder.path('acme/examples.ts'))
  expect((await served.api('/destinations/acme')).json).toMatchObject({ canSaveExamples: false, examples: [] })
  expect(await save('x', event)).toMatchObject({
    kind: 'refused',
    reason: expect.stringContaining('examples.ts') as unknown
  })
})
