import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DestinationDefinition } from '@segment/actions-core'
import { parseFql } from '@segment/destination-subscriptions'
import { destinations } from '@waybill/destinations'
import { defaultMapping } from '@waybill/kit'
import type { Destination, Example, Examples } from '@waybill/kit'
import { toSegment } from '@waybill/kit/segment'
import { loadDefinition } from '../definitions/definition'
import { readExamples } from '../segment-export/examples-of'
import { createTestFolder, runCommand } from '../test-terminal'
import { runOne, runTogether } from '../../test/run-in-segment'
import { createCheckout, prepareJest } from '../../test/segment-checkout'

// A compiler, a linter and a test runner are started as commands here.
jest.setTimeout(120_000)

const folder = createTestFolder()
const checkout = createCheckout(folder.path('action-destinations'))
const sources = join(__dirname, '..', '..', '..', 'destinations')
const template = join(sources, 'template')
const slugs = [...Object.keys(destinations), 'acme']
const folderOf = (slug: string): string => (slug === 'acme' ? template : join(sources, 'src', slug))

beforeAll(async () => {
  for (const slug of slugs) {
    const { status, err } = await runCommand(['export', slug === 'acme' ? template : slug, '--to', checkout.folder])
    if (status !== 0) throw new Error(err)
  }
  prepareJest(checkout, slugs)
})

afterAll(folder.remove)

/** An exported destination as Segment's runtime loads it. */
const exported = (slug: string): DestinationDefinition =>
  jest.requireActual<{ default: DestinationDefinition }>(checkout.path(slug, 'index.ts')).default

async function original(slug: string): Promise<{ readonly destination: Destination; readonly examples: Examples }> {
  const { destination } = await loadDefinition(folderOf(slug))
  const examples = await readExamples(folderOf(slug))
  if (examples === undefined) throw new Error(`${slug} has no examples.`)
  return { destination, examples }
}

test("it compiles as Segment's repository does, with TypeScript 5.5 and the library of ES2020", () => {
  expect(checkout.run('typescript-5.5/bin/tsc', '-p', '.')).toEqual({ ok: true, out: '' })
})

test('it passes their lint, and is formatted in their style', () => {
  const { ok, out } = checkout.run('oxlint/bin/oxlint', '--config', 'oxlint.json', 'packages')
  expect([ok, ok ? '' : out]).toEqual([true, ''])
  const own = slugs.map((slug) => checkout.path(slug, 'index.ts'))
  expect(checkout.run('prettier/bin/prettier.cjs', '--check', ...own).ok).toBe(true)
})

test('its own tests pass, its snapshots among them', () => {
  const { ok, out } = checkout.run('jest/bin/jest.js', '--config', 'jest.config.json', '--ci', '--runInBand')
  expect([ok, ok ? '' : out]).toEqual([true, ''])
})

describe.each(slugs)('%s', (slug) => {
  test('has the files that a destination has there', () => {
    const actions = Object.keys(exported(slug).actions)
    const expected = [
      'index.ts',
      'generated-types.ts',
      'metadata.json',
      'versioning-info.ts',
      '__tests__/index.test.ts',
      '__tests__/snapshot.test.ts',
      '__tests__/__snapshots__/snapshot.test.ts.snap',
      ...actions.flatMap((action) =>
        ['index.ts', 'generated-types.ts', '__tests__/index.test.ts'].map((file) => `${action}/${file}`)
      )
    ]
    expect(expected.filter((file) => !existsSync(checkout.path(slug, file)))).toEqual([])
    for (const file of ['generated-types.ts', ...actions.map((action) => `${action}/generated-types.ts`)]) {
      expect(checkout.read(slug, file)).toMatch(
        /^\/\/ Generated file\. DO NOT MODIFY IT BY HAND\.\n\nexport interface (Settings|Payload) /
      )
    }
  })

  test('imports nothing but the core and its own files', () => {
    const imported = checkout
      .files(slug)
      .filter((file) => file.endsWith('.ts') && !file.includes('__tests__'))
      .flatMap((file) => Array.from(checkout.read(slug, file).matchAll(/from '([^']+)'/g), ([, module = '']) => module))
    expect(new Set(imported.filter((module) => !module.startsWith('.')))).toEqual(new Set(['@segment/actions-core']))
  })

  test("passes what Segment's validate and its check of secrets ask", () => {
    const { actions, presets = [], authentication } = exported(slug)
    for (const { partnerAction, mapping, ...preset } of presets) {
      expect(Object.keys(actions)).toContain(partnerAction)
      expect(Object.keys(actions[partnerAction]?.fields ?? {})).toEqual(
        expect.arrayContaining(Object.keys(mapping ?? {}))
      )
      expect('subscribe' in preset && parseFql(preset.subscribe)).not.toHaveProperty('error')
    }
    for (const action of Object.values(actions)) {
      expect(action.description).toMatch(/\.$/)
      if (action.defaultSubscription) expect(parseFql(action.defaultSubscription)).not.toHaveProperty('error')
      for (const field of Object.values(action.fields)) expect(field.description).toMatch(/\S/)
      expect((action.fields['batch_keys']?.default as readonly string[] | undefined) ?? []).toHaveLength(0)
    }
    for (const [key, { type, default: value }] of Object.entries(authentication?.fields ?? {})) {
      if (/(^|[^A-Za-z0-9])(key|token|secret|password|code)($|[^A-Za-z0-9])/i.test(key)) expect(type).toBe('password')
      if (value !== undefined && type !== 'password') expect(typeof value).toBe(type)
    }
  })

  test('metadata.json tells the definition as it is', () => {
    const { name, slug: id, description, actions, presets = [], authentication } = exported(slug)
    const metadata = JSON.parse(checkout.read(slug, 'metadata.json')) as Metadata
    expect(Object.keys(metadata)).toEqual([
      'slug',
      'name',
      'mode',
      'description',
      'authentication',
      'audienceConfig',
      'actions',
      'presets'
    ])
    expect(metadata).toMatchObject({ slug: id, name, mode: 'cloud', description, audienceConfig: null })
    expect(Object.keys(metadata.authentication.fields)).toEqual(Object.keys(authentication?.fields ?? {}))
    expect(metadata.presets.map(({ mapping }) => mapping)).toEqual(presets.map(({ mapping }) => mapping))
    expect(Object.keys(metadata.actions)).toEqual(Object.keys(actions))
    for (const [key, action] of Object.entries(actions)) {
      expect(metadata.actions[key]).toMatchObject({
        title: action.title,
        hasPerformBatch: action.performBatch !== undefined,
        defaultSubscription: action.defaultSubscription ?? null
      })
      const fields = Object.entries(action.fields).map(
        ([field, { label, type, required = false, default: value = null }]) => [
          field,
          { label, type, required, default: value }
        ]
      )
      expect(metadata.actions[key]?.fields).toMatchObject(Object.fromEntries(fields) as object)
      expect(Object.keys(metadata.actions[key]?.fields ?? {})).toEqual(Object.keys(action.fields))
    }
  })

  const ACCEPTED = { status: 200, body: {} }
  const ANSWERS = [
    ACCEPTED,
    {
      status: 200,
      body: {
        errors: [{ index: 0, batch_index: 0, input_array: 'events', type: 'x', reason: 'no' }],
        refused: [{ position: 0, reason: 'no' }]
      }
    },
    { status: 207, body: 'nothing to read' },
    { status: 400, body: { message: 'bad' } },
    {
      status: 400,
      body: { errors: [{ index: 0, batch_index: 0, input_array: 'attributes', type: "'external_id' is unknown" }] }
    },
    { status: 429, body: { error: 'slow down' } },
    { status: 501, body: {} }
  ] as const

  test('makes the requests of the original for every example, and ends as it does', async () => {
    const { destination, examples } = await original(slug)
    for (const example of examples.examples) {
      const given = givenOf(destination, examples, example)
      const [ours, theirs] = [
        await runOne(toSegment(destination) as DestinationDefinition, given, example.event, ACCEPTED),
        await runOne(exported(slug), given, example.event, ACCEPTED)
      ]
      expect([example.title, theirs.requests]).toEqual([example.title, ours.requests])
      expect([example.title, kindOf(theirs.ended)]).toEqual([example.title, kindOf(ours.ended)])
    }
  })

  test.each(ANSWERS.map((answer) => [answer.status, JSON.stringify(answer.body), answer] as const))(
    'answers %i %s as the original does, alone and together',
    async (_status, _body, answer) => {
      const { destination, examples } = await original(slug)
      for (const [action, definition] of Object.entries(exported(slug).actions)) {
        const group = examples.examples.filter(
          (each) =>
            each.action === action &&
            each.mapping === undefined &&
            each.settings === undefined &&
            each.event.type !== 'delete'
        )
        const [first] = group
        if (first === undefined) continue
        const given = givenOf(destination, examples, first)
        const segment = toSegment(destination) as DestinationDefinition
        expect(await runOne(exported(slug), given, first.event, answer)).toEqual(
          await runOne(segment, given, first.event, answer)
        )
        if (definition.performBatch === undefined) continue
        const events = group.map(({ event }) => event)
        expect(await runTogether(exported(slug), given, events, answer)).toEqual(
          await runTogether(segment, given, events, answer)
        )
      }
    }
  )
})

interface Metadata {
  readonly authentication: { readonly fields: object }
  readonly presets: readonly { readonly mapping: object }[]
  readonly actions: Readonly<Record<string, { readonly fields: object }>>
}

const givenOf = (destination: Destination, { settings }: Examples, example: Example) => ({
  action: example.action,
  settings: { ...settings, ...example.settings },
  mapping: { ...defaultMapping(destination.actions[example.action]?.fields ?? {}), ...example.mapping }
})

/** How a run ended, without the words that only tell which fields there are. */
const kindOf = (ended: unknown): unknown =>
  typeof ended === 'object' && ended !== null && 'name' in ended ? ended.name : 'fine'

describe('the command', () => {
  test('lists what is otherwise in Segment, and what to do next', async () => {
    const other = createCheckout(folder.path('other'), { isInstalled: false })
    const { out } = await runCommand(['export', 'braze-appboy', '--to', other.folder])
    expect(out).toMatch(/^Wrote \d+ files to .*braze-appboy\.\n/)
    expect(out).toContain('Items of different actions do not share a request')
    expect(out).toContain('Presets that are only for who asks are not exported: Identify User')
    expect(out).toContain('npx prettier --write')
    expect(out).toContain('./bin/run generate:types --path')
    const { out: json } = await runCommand(['export', 'boomtrain', '--to', other.folder, '--json'])
    const made = JSON.parse(json) as {
      readonly isFormatted: boolean
      readonly pullRequest: string
      readonly differences: string[]
    }
    expect(made.isFormatted).toBe(false)
    expect(made.pullRequest).toContain('# ')
    for (const difference of made.differences) expect(made.pullRequest).toContain(difference)
  })

  test('writes over a folder only when asked, and deletes nothing', async () => {
    const other = createCheckout(folder.path('again'), { isInstalled: false })
    const args = ['export', 'boomtrain', '--to', other.folder]
    await runCommand(args)
    writeFileSync(other.path('boomtrain', 'notes.md'), 'mine')
    expect((await runCommand(args)).err).toMatch(/boomtrain exists already; add --replace to write over it/)
    const { status, out } = await runCommand([...args, '--replace'])
    expect(status).toBe(0)
    expect(out).toContain('left as they are:\n  notes.md\n')
    expect(existsSync(other.path('boomtrain', 'notes.md'))).toBe(true)
  })

  test.each([
    [
      'no checkout',
      ['export', 'boomtrain', '--to', 'nowhere'],
      /^nowhere is no checkout of segmentio\/action-destinations/
    ],
    ['no such destination', ['export', 'nope', '--to', checkout.folder], /^There is no destination "nope"/]
  ])('%s is answered in one sentence', async (_what, args, message) => {
    const { status, out, err } = await runCommand(args)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(message)
  })

  test.each([
    ['api_key: { label: "Key", description: "The key.", type: "string" }', '', /"api_key" sounds like a secret/],
    [
      'count: { label: "Count", description: "The count.", type: "number", default: "3" }',
      '',
      /default of the setting "count" is no number/
    ],
    [
      '',
      'batch_size: { label: "Size", description: "Size.", type: "number" }',
      /field "batch_size" of trackEvent is one of Segment’s own/
    ],
    ['', '', /trackEvent.ts: Infer<typeof fields> cannot be exported/]
  ])('what Segment would refuse is told before anything is written (%#)', async (setting, field, message) => {
    const path = folder.path('initech')
    mkdirSync(join(path, 'actions'), { recursive: true })
    writeFileSync(
      join(path, 'settings.ts'),
      `import { defineSettings } from '@waybill/kit'\nexport const settings = defineSettings({ ${setting} } as never)\n`
    )
    writeFileSync(
      join(path, 'endpoints.ts'),
      `import { defineEndpoint } from '@waybill/kit'\nimport { settings } from './settings'\nexport const events = defineEndpoint(settings, { docs: 'https://initech.example', request: ({ items }) => ({ method: 'POST', url: 'https://initech.example', json: items }), limits: {} })\n`
    )
    writeFileSync(
      join(path, 'actions', 'trackEvent.ts'),
      `import { defineAction } from '@waybill/kit'\nimport type { Infer } from '@waybill/kit'\nimport { events } from '../endpoints'\nimport { settings } from '../settings'\nconst fields = {}\nexport type All = Infer<typeof fields>\nexport const trackEvent = defineAction(settings, { title: 'Track', description: 'Tracks.', fields: { ${field} }, endpoint: events, items: () => [{}] })\n`
    )
    writeFileSync(
      join(path, 'index.ts'),
      `import { defineDestination } from '@waybill/kit'\nimport { trackEvent } from './actions/trackEvent'\nimport { settings } from './settings'\nexport const initech = defineDestination({ name: 'Initech', slug: 'initech', description: 'Initech.', integrationNames: ['Initech'], settings, authentication: { scheme: 'custom', headers: () => ({}) }, actions: { trackEvent }, presets: [] })\n`
    )
    const { status, err } = await runCommand(['export', path, '--to', checkout.folder])
    expect(status).toBe(2)
    expect(err).toMatch(message)
    expect(existsSync(checkout.path('initech'))).toBe(false)
  })
})
