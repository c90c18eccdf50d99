import { buildRequest, compileDestination, defaultMapping, splitByLimits, utf8Bytes } from '@waybill/kit'
import type { Destination, Example, ExampleRequest, Examples } from '@waybill/kit'
import { literal } from '../code/literal'
import { quote } from '../code/quote'
import { isBatched } from '../segment-fields'
import { segmentSlug } from './segment-definition'
import { snapshotFile } from './snapshot-text'

type Files = Readonly<Record<string, string>>

/** The tests of an exported destination, from its examples: each alone by nock, those of an action together as snapshots. */
export function testFiles(destination: Destination, examples: Examples): Files {
  const actions = Object.keys(destination.actions).filter((action) => examplesOf(examples, action).length > 0)
  const snapshots = snapshotCases(destination, examples)
  return {
    '__tests__/test-helper.ts': HELPER,
    '__tests__/index.test.ts': destinationTest(destination, examples),
    ...Object.fromEntries(
      actions.map((action) => [`${action}/__tests__/index.test.ts`, actionTest(destination, examples, action)])
    ),
    '__tests__/snapshot.test.ts': snapshotTest(destination, examples, snapshots),
    '__tests__/__snapshots__/snapshot.test.ts.snap': snapshotFile(
      Object.fromEntries(snapshots.map((each) => [`${titleOf(destination)} snapshots ${each.action}`, each.requests]))
    )
  }
}

const examplesOf = ({ examples }: Examples, action: string): readonly Example[] =>
  examples.filter((example) => example.action === action)

const titleOf = (destination: Destination): string => segmentSlug(destination)

const HELPER = `import type { SegmentEvent } from '@segment/actions-core'
import nock from 'nock'

/** An event with exactly these fields: \`testAction\` would give it an identity, a name and a time of its own. */
export const exactly = (event: object): SegmentEvent => ({
  anonymousId: undefined,
  context: undefined,
  event: undefined,
  messageId: undefined,
  properties: undefined,
  receivedAt: undefined,
  sentAt: undefined,
  timestamp: undefined,
  traits: undefined,
  type: 'track',
  userId: undefined,
  ...event
})

export interface SentRequest {
  method: string
  url: string
  json?: unknown
}

/** Answers every request and keeps it, in order. */
export function keepRequests(status = 200, answer: nock.Body = {}): SentRequest[] {
  const kept: SentRequest[] = []
  for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
    const vendor = nock(/^https?:/).persist()
    vendor[method](/.*/).reply(function (path, body) {
      const { host } = this.req.headers
      kept.push({ method: method.toUpperCase(), url: \`https://\${host}\${path}\`, ...(body !== '' && { json: body }) })
      return [status, answer, { 'content-type': 'application/json' }]
    })
  }
  return kept
}
`

function actionTest(destination: Destination, examples: Examples, action: string): string {
  const tests = examplesOf(examples, action).map((example) => exampleTest(example))
  return `${testImports(['exactly', 'keepRequests'], '../..')}
const settings = ${literal(examples.settings)}

describe('${titleOf(destination)} ${action}', () => {
${tests.join('\n\n')}
})
`
}

const testImports = (
  helpers: readonly string[],
  root: string
): string => `import { createTestIntegration } from '@segment/actions-core'
import nock from 'nock'
import Destination from '${root === '..' ? '../index' : '../../index'}'
import { ${helpers.join(', ')} } from '${root === '..' ? './test-helper' : '../../__tests__/test-helper'}'

const testDestination = createTestIntegration(Destination)

beforeEach(() => nock.cleanAll())
`

function exampleTest({ title, action, event: { context, ...event }, mapping, settings, expect }: Example): string {
  // Segment's core takes an event without a context, and none whose context is null.
  const told = context === null || context === undefined ? event : { ...event, context }
  const data = [
    `event: exactly(${literal(told, '      ', 21)})`,
    ...(mapping === undefined ? [] : [`mapping: ${literal(mapping, '      ')}`]),
    settings === undefined ? 'settings' : `settings: ${literal(settings, '      ').replace('{', '{ ...settings,')}`,
    'useDefaultMappings: true'
  ].join(',\n      ')
  const call = `testDestination.testAction(${quote(action)}, {\n      ${data}\n    })`
  const outcome =
    'rejected' in expect
      ? `    await expect(\n      ${call.replaceAll('\n', '\n  ')}\n    ).rejects.toThrow()\n    expect(requests).toEqual([])`
      : `    await ${call}\n    expect(requests).toEqual(${literal('requests' in expect ? expect.requests : [], '    ', 29)})`
  return `  it(${quote(title)}, async () => {\n    const requests = keepRequests()\n${outcome}\n  })`
}

function destinationTest(destination: Destination, examples: Examples): string {
  const tests = [
    ...(destination.authentication.test === undefined ? [] : [AUTHENTICATION_TESTS]),
    ...deletionTests(examples),
    PRESET_TEST
  ]
  const usesHelper = tests.some((text) => text.includes('keepRequests'))
  const usesEvent = tests.some((text) => text.includes('exactly('))
  const helpers = [...(usesEvent ? ['exactly'] : []), ...(usesHelper ? ['keepRequests'] : [])]
  const settings = usesHelper ? `\nconst settings = ${literal(examples.settings)}\n` : ''
  const imports = helpers.length > 0 ? testImports(helpers, '..') : `import Destination from '../index'\n`
  return `${imports}${settings}
describe('${titleOf(destination)}', () => {
${tests.join('\n\n')}
})
`
}

const AUTHENTICATION_TESTS = `  it('takes credentials that the API takes', async () => {
    const requests = keepRequests(200, {})
    await expect(testDestination.testAuthentication(settings)).resolves.not.toThrow()
    expect(requests).toHaveLength(1)
  })

  it('refuses credentials that the API refuses', async () => {
    keepRequests(401, { message: 'unknown key' })
    await expect(testDestination.testAuthentication(settings)).rejects.toThrow('Credentials are invalid')
  })`

const PRESET_TEST = `  it('has presets that name its actions and map their fields', () => {
    expect(Destination.presets?.length).toBeGreaterThan(0)
    for (const { partnerAction, mapping } of Destination.presets ?? []) {
      const fields = Object.keys(Destination.actions[partnerAction].fields)
      expect(fields).toEqual(expect.arrayContaining(Object.keys(mapping ?? {})))
    }
  })`

function deletionTests({ examples }: Examples): readonly string[] {
  return examples.flatMap(({ title, event, expect }) =>
    event.type === 'delete' && 'requests' in expect
      ? [
          `  it(${quote(title)}, async () => {
    const requests = keepRequests()
    await testDestination.onDelete?.(exactly(${literal(event, '    ', 45)}), settings)
    expect(requests).toEqual(${literal(expect.requests, '    ', 29)})
  })`
        ]
      : []
  )
}

/** Events of one action that travel together, and the requests they make. */
interface SnapshotCase {
  readonly action: string
  readonly events: readonly object[]
  readonly requests: readonly ExampleRequest[]
}

const MOST_EVENTS = 3

function snapshotCases(destination: Destination, examples: Examples): readonly SnapshotCase[] {
  return Object.entries(destination.actions).flatMap(([action, definition]) => {
    const delivered = examplesOf(examples, action)
      .filter(
        ({ mapping, settings, event, expect }) =>
          mapping === undefined && settings === undefined && event.type !== 'delete' && 'requests' in expect
      )
      .slice(0, isBatched(definition) ? MOST_EVENTS : 1)
    if (delivered.length === 0) return []
    const events = delivered.map(({ event }) => event)
    return [{ action, events, requests: requestsOf(destination, examples, delivered) }]
  })
}

/** The requests that examples of one action make together. */
function requestsOf(
  destination: Destination,
  { settings }: Examples,
  group: readonly Example[]
): readonly ExampleRequest[] {
  const action = group[0]?.action ?? ''
  const definition = destination.actions[action]
  if (definition === undefined) return []
  const items = group.flatMap(({ event }) => {
    const subscription = {
      name: 'Example',
      partnerAction: action,
      subscribe: `type = "${event.type}"`,
      mapping: defaultMapping(definition.fields)
    }
    const compiled = compileDestination(destination, { settings, subscriptions: [subscription] })
    if (!compiled.ok) return []
    return compiled.plan.plan(event).flatMap((planned) => (planned.kind === 'items' ? planned.items : []))
  })
  return splitByLimits(items, ({ body }) => utf8Bytes(JSON.stringify(body)), definition.endpoint.limits).map((part) => {
    const { method, url, json } = buildRequest(definition.endpoint, settings, part)
    return { method, url, ...(json !== undefined && { json: JSON.parse(JSON.stringify(json)) as unknown }) }
  })
}

function snapshotTest(destination: Destination, examples: Examples, cases: readonly SnapshotCase[]): string {
  const tests = cases.map(({ action, events }) => {
    const definition = destination.actions[action]
    const call =
      definition !== undefined && isBatched(definition)
        ? `testBatchAction('${action}', {\n      events: ${literal(events, '      ', 14)}.map(exactly),\n      settings,\n      useDefaultMappings: true\n    })`
        : `testAction('${action}', {\n      event: exactly(${literal(events[0], '      ', 21)}),\n      settings,\n      useDefaultMappings: true\n    })`
    return `  it('${action}', async () => {\n    const requests = keepRequests()\n    await testDestination.${call}\n    expect(requests).toMatchSnapshot()\n  })`
  })
  return `${testImports(['exactly', 'keepRequests'], '..')}
const settings = ${literal(examples.settings)}

describe('${titleOf(destination)} snapshots', () => {
${tests.join('\n\n')}
})
`
}
