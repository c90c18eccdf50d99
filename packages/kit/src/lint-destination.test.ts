import { acme } from '../test/acme'
import type { AnyAction, Destination } from './definition'
import type { Field, SettingField } from './fields'
import { lintDestination } from './lint-destination'

const action = acme.actions['trackEvent'] as AnyAction
const field: Field = { label: 'Extra', description: 'More of it.', type: 'string' }
const setting: SettingField = { label: 'Extra', description: 'More of it.', type: 'string' }
const preset = { name: 'Extra', type: 'automatic', partnerAction: 'trackEvent', subscribe: 'type = "screen"' } as const

const withAction = (change: Partial<AnyAction>): Destination => ({
  ...acme,
  actions: { ...acme.actions, trackEvent: { ...action, ...change } }
})

const withField = (change: Partial<Field>): Destination =>
  withAction({ fields: { ...action.fields, extra: { ...field, ...change } } })

const withSetting = (key: string, change: Partial<SettingField>): Destination => ({
  ...acme,
  settings: { ...acme.settings, [key]: { ...setting, ...change } }
})

const withPreset = (change: Partial<Destination['presets'][number]>): Destination => ({
  ...acme,
  presets: [...acme.presets, { ...preset, ...change }]
})

/** The problems, each as one line. */
const lint = (destination: Destination) =>
  lintDestination(destination).map(({ place, message }) => `${place}: ${message}`)

test('a clean destination has no problems', () => {
  expect(lint(acme)).toEqual([])
  expect(lint(withField({}))).toEqual([])
  expect(lint(withSetting('extra', {}))).toEqual([])
  expect(lint(withPreset({}))).toEqual([])
})

test.each<[string, Destination, string]>([
  ['an empty description', { ...acme, description: ' ' }, 'description: It is empty.'],
  ['no integration names', { ...acme, integrationNames: [] }, 'integrationNames: It is empty.'],
  ['a setting without a label', withSetting('extra', { label: ' ' }), 'settings.extra: Its label is empty.'],
  [
    'a setting whose description is no sentence',
    withSetting('extra', { description: 'More of it' }),
    'settings.extra: Its description is not a full sentence.'
  ],
  ['an action without a title', withAction({ title: '' }), 'actions.trackEvent: Its label is empty.'],
  [
    'an action without a description',
    withAction({ description: '' }),
    'actions.trackEvent: Its description is not a full sentence.'
  ],
  [
    'an endpoint without a document',
    withAction({ endpoint: { ...action.endpoint, docs: 'http://acme.example' } }),
    "actions.trackEvent: Its endpoint names no vendor's document."
  ],
  ['a field without a label', withField({ label: '' }), 'actions.trackEvent.fields.extra: Its label is empty.'],
  [
    'a field whose description is no sentence',
    withField({ description: 'More' }),
    'actions.trackEvent.fields.extra: Its description is not a full sentence.'
  ],
  [
    'a property of a field without a label',
    withField({
      type: 'object',
      properties: { inner: { ...field, type: 'object', properties: { deep: { ...field, label: '' } } } }
    }),
    'actions.trackEvent.fields.extra.properties.inner.properties.deep: Its label is empty.'
  ],
  [
    'two actions with one title',
    { ...acme, actions: { ...acme.actions, other: { ...action } } },
    'actions: Two actions are titled "Track Event"; Segment\'s runtime would mix up their schemas.'
  ],
  ['two presets with one name', withPreset({ name: 'Track Event' }), 'presets: Two presets are named "Track Event".'],
  [
    'a preset that leaves a required field empty',
    withPreset({ mapping: { name: undefined } }),
    'preset "Extra": It leaves the required field "name" unmapped.'
  ]
])('finds %s', (_what, destination, problem) => {
  expect(lint(destination)).toEqual([problem])
})

test.each(['apiKey', 'accessToken', 'clientSecret', 'PASSWORD', 'writekey'])(
  'a setting called "%s" must be a password',
  (key) => {
    expect(lint(withSetting(key, {}))).toEqual([
      `settings.${key}: Its name says it is a secret; give it the type "password", or say isPublic if anyone may see it.`
    ])
    expect(lint(withSetting(key, { type: 'password' }))).toEqual([])
  }
)

test('a setting may be read by anyone when its name does not sound secret, or when it says so', () => {
  expect(lint(withSetting('host', {}))).toEqual([])
  expect(lint(withSetting('apiKey', { isPublic: true }))).toEqual([])
})

test('finds a default that is no mapping, also in a property', () => {
  const broken = { default: { '@pth': '$.name' } }
  const [problem] = lint(withField(broken))
  expect(problem).toMatch(/^actions\.trackEvent\.fields\.extra: .*@pth/)
  const [inner] = lint(withField({ type: 'object', properties: { inner: { ...field, ...broken } } }))
  expect(inner).toMatch(/^actions\.trackEvent\.fields\.extra\.properties\.inner: .*@pth/)
})

test('finds a mapping of a preset that is none, once', () => {
  const problems = lint(withPreset({ mapping: { name: { '@pth': '$.event' } }, optional: true }))
  expect(problems).toEqual([expect.stringMatching(/^preset "Extra": .*@pth/)])
})

test('finds FQL that is wrong, in actions and in presets', () => {
  expect(lint(withAction({ defaultSubscription: 'type is "track"' }))).toEqual([
    expect.stringMatching(/^actions\.trackEvent: .+/)
  ])
  expect(lint(withPreset({ subscribe: 'type =' }))).toEqual([expect.stringMatching(/^preset "Extra": .+/)])
})

test("finds FQL that Segment's runtime reads differently, and says what to write", () => {
  const [problem, ...others] = lint(withPreset({ subscribe: '!(event = "a" or event = "b")' }))
  expect(others).toEqual([])
  expect(problem).toMatch(/^preset "Extra": Segment's runtime reads its FQL differently: .+ Write .+ instead\.$/)
  expect(lint(withAction({ defaultSubscription: '!(event = "a" or event = "b")' }))).toHaveLength(1)
})

test('presets count with the defaults of their action, and optional ones count too', () => {
  expect(lint(withPreset({ partnerAction: 'identifyUser', optional: true, mapping: { user_id: undefined } }))).toEqual([
    'preset "Extra": It leaves the required field "user_id" unmapped.'
  ])
})

test('finds webhooks without a document, and headers that no server gives in that case', () => {
  const signature = { signatureHeader: 'X-Signature', timestampHeader: 'x-timestamp', prefix: () => '' }
  const webhook = {
    docs: '',
    signature,
    answerWithinSeconds: 4,
    translate: () => ({ kind: 'skipped', reason: 'none' }) as const
  }
  expect(lint({ ...acme, webhook })).toEqual([
    "webhook: It names no vendor's document.",
    'webhook: The header "X-Signature" must be written in lower case, as servers give it.'
  ])
})

test('reports everything at once', () => {
  expect(lint({ ...withField({ label: '' }), description: '', integrationNames: [] })).toHaveLength(3)
})
