import { defineSettings } from '@waybill/kit'
import { Hono } from 'hono'
import { acme } from '../../test/acme'
import { defineSourceKind } from '../service/source-kind'
import { readConfiguration } from './read-configuration'

const hooks = defineSourceKind({
  type: 'acme-hooks',
  title: 'Acme hooks',
  description: 'What Acme reports.',
  docs: 'https://acme.example/hooks',
  options: defineSettings({
    signingKey: { label: 'Signing key', description: 'To check with.', type: 'password', required: true }
  }),
  notTo: ['acme'],
  routes: () => new Hono()
})

const ENVIRONMENT = { KEY: 'secret-of-acme', SITE: 'wk_site', EMPTY: '' }

const read = (text: string) =>
  readConfiguration(text, {
    destinations: { acme, other: { ...acme, slug: 'other', name: 'Other' } },
    sourceKinds: [hooks],
    environment: ENVIRONMENT,
    folder: '/etc/waybill'
  })

const problemsOf = (text: string): readonly string[] => {
  const result = read(text)
  return result.ok ? [] : result.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
}

const GOOD = `
http: { port: 9000 }
sources:
  site:
    writeKeys: ['\${SITE}']
    origins: [https://www.example.com]
    destinations: [acme-eu]
  reports:
    type: acme-hooks
    signingKey: \${KEY}
destinations:
  acme-eu:
    destination: acme
    settings: { apiKey: "\${KEY}", region: eu }
  other:
    settings: { apiKey: 'x\${KEY}y' }
    subscriptions:
      - preset: Events
        mapping: { name: '\${NOT_A_REFERENCE}' }
`

test('a configuration is checked, compiled, and complete with its defaults', () => {
  const result = read(GOOD)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  const { configuration } = result
  expect(configuration.http).toMatchObject({ host: '127.0.0.1', port: 9000, shutdownSeconds: 20 })
  expect(configuration.data).toMatchObject({ folder: '/etc/waybill/waybill-data', rememberHours: 24 })
  expect(configuration.sources).toMatchObject([
    { kind: 'segment', id: 'site', writeKeys: ['wk_site'], destinations: new Set(['acme-eu']) },
    { kind: 'other', id: 'reports', options: { signingKey: 'secret-of-acme' }, destinations: new Set(['other']) }
  ])
  expect(
    configuration.instances.map(({ instance: { id, plan } }) => [id, plan.destination.slug, plan.settings])
  ).toEqual([
    ['acme-eu', 'acme', { apiKey: 'secret-of-acme', region: 'eu' }],
    ['other', 'other', { apiKey: 'xsecret-of-acmey', region: 'us' }]
  ])
  expect(configuration.secrets.toSorted()).toEqual(['secret-of-acme', 'wk_site', 'xsecret-of-acmey'])
})

test('a source goes to all destinations unless it names some, and its kind not back to where it comes from', () => {
  const result = read(GOOD.replace('destinations: [acme-eu]', ''))
  expect(result.ok && result.configuration.sources.map(({ destinations }) => [...destinations])).toEqual([
    ['acme-eu', 'other'],
    ['other']
  ])
})

test('everything that is wrong is reported at once, with its line', () => {
  expect(
    problemsOf(`
htp: {}
http:
  port: 70000
  hots: x
data:
  rememberHours: soon
sources:
  site:
    writeKeys: ['\${MISSING}']
    destinations: [acme, acne]
  "not an id": { writeKeys: [a] }
  hooks: { type: acme-hook }
  old: { type: acme-hooks }
destinations:
  acme:
    settings: { apiKey: "\${EMPTY}", region: mars }
    colour: red
    subscriptions:
      - preset: Events
      - preset: Evens
      - name: Own
        action: trackEvent
        subscribe: type = track and
  acme-us:
    settings: {}
`)
  ).toEqual([
    '2:1 There is no section of that name; did you mean "http"?',
    '4:3 Port (port) must be at most 65535, not more.',
    "5:3 Setting (hots) is not one of http's; known are host, port, maximumConnections, trustForwardedFor, shutdownSeconds.",
    '7:3 Remember hours (rememberHours) must be a number, not a string.',
    '10:17 The environment variable MISSING is not set; set it before you start.',
    '11:26 There is no destination of that name under "destinations"; did you mean "acme"?',
    '12:3 A source is called by letters, digits, ".", "_" and "-".',
    '13:12 There is no such type of source; choose one of segment, acme-hooks.',
    '14:3 Signing key (signingKey) is required, but it is missing.',
    '17:17 The environment variable EMPTY is empty; set it before you start.',
    '17:37 Region (region) must be one of "us", "eu", not another value.',
    '18:5 Unknown; an instance has id, destination, settings, subscriptions, requestsPerWindow.',
    '21:9 Acme has no preset "Evens"; it has "Events".',
    '22:9 Expected a text in quotes, a number, true, false or null at position 7, but found the word "track".',
    '25:3 The destination is missing; choose one of acme, other.'
  ])
})

test.each([
  [
    '- a list',
    '1:1 The file must hold the sections sources and destinations; http, data and operations may be left out.'
  ],
  ['', '1:1 The file must hold the sections sources and destinations; '],
  ['sources: {}\nsources: {}', '2:1 The key is here for the second time; take one out.'],
  ['sources: [', '1:11 This is not valid YAML: '],
  [
    'destinations: {acme: {settings: {apiKey: ${KEY}}}}',
    '1:43 This is not valid YAML: Unexpected flow-map-start at node end; put quotes around "${…}".'
  ],
  ['sources:\n\t- x', '2:1 This is not valid YAML: '],
  ['http: {}', '1:1 Name at least one source under "sources", or nothing can come in.'],
  ['sources: x', '1:1 Name at least one source'],
  ['sources: {a: 1}', '1:11 A source must be an object'],
  ['sources: {a: {writeKeys: []}}', '1:15 Give the source at least one write key, and none that is empty.'],
  ['sources: {a: {writeKeys: [k], destinations: acme}}', '1:31 The destinations of a source must be a list'],
  [
    'sources: {a: {writeKeys: [k], destination: [acme]}}',
    '1:31 A source has no "destination"; did you mean "destinations"?'
  ],
  [
    'sources: {a: {writeKeys: [k], colour: red}}',
    '1:31 A source of the type segment has no "colour"; it has type, destinations, writeKeys, origins.'
  ],
  ['sources: {a: {writeKeys: [k, k]}}', '1:30 The write key is here already.'],
  ['sources: {a: {writeKeys: [k]}, b: {writeKeys: [k]}}', '1:48 The write key is a key of the source "a", too.'],
  ['sources: {a: {writeKeys: [k], origins: [example.com]}}', '1:31 Origins (origins) does not have the right form'],
  ['sources: {a: {writeKeys: ["${not a name}"]}}', '1:27 ${not a name} names no variable'],
  [
    'sources: {a: {writeKeys: [k], origins: [https://a.example, "https://WWW.a.example"]}}',
    '1:60 No page has this origin: browsers write it https://www.a.example.'
  ],
  ['sources: {a: {writeKeys: [k], origins: ["https://*.a.example"]}}', '1:31 Origins (origins) does not have'],
  ['http: {port: -5}', '1:8 Port (port) must be at least 0, not less.'],
  ['operations: {port: -1, metricsPort: 5}', '1:14 Port (port) must be at least 0, not less.'],
  ['operations: {host: 192.168.1.5}', '1:14 Host (host) does not have the right form: must be 127.0.0.1, localhost'],
  [
    'operations: {host: waybill.example}',
    '1:14 Host (host) does not have the right form: must be 127.0.0.1, localhost'
  ],
  ['operations: {eventLogDays: -3}', '1:14 Event log days (eventLogDays) must be at least 0, not less.'],
  ['operations: {metricsPort: -1}', '1:14 Metrics port (metricsPort) must be at least 0, not less.'],
  ['destinations: {}', '1:1 Name at least one destination under "destinations": acme, other.'],
  ['destinations: {acme: {id: x}}', '1:23 A destination is called by the key it stands under; take "id" out.'],
  ['destinations: {acme: }', '1:16 API Key (apiKey) is required, but it is missing.'],
  ['destinations: {eu: }', '1:16 The destination is missing; choose one of acme, other.'],
  ['destinations: {acme: us}', '1:16 An instance must be an object.'],
  ['destinations: {a/b: {destination: acme, settings: {apiKey: k}}}', '1:16 The id must be a text of'],
  ['a: &a [1]\nb: &b [*a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c]', '1:1 It uses anchors']
])('%j is refused', (text, problem) => {
  expect(problemsOf(text).find((found) => found.startsWith(problem))).toBeDefined()
})

test('what YAML says of a mistake never shows the text around it', () => {
  expect(problemsOf('destinations: {acme: {settings: {apiKey: "sk_live_1234').join()).not.toContain('sk_live')
})

test('a secret in the file is warned of, a write key is not', () => {
  const result = read(GOOD.replace('"${KEY}"', 'sk_live').replace("'${SITE}'", 'wk'))
  expect(result.warnings).toEqual([
    {
      line: 14,
      column: 17,
      message: 'A secret stands in the file; put it into an environment variable and write ${NAME_OF_IT} here.'
    }
  ])
})

test('a secret of digits only is one, too', () => {
  const result = read(GOOD.replace('"${KEY}"', '12345678').replace("'${SITE}'", '7654321'))
  expect(result.ok && result.configuration.secrets).toEqual(expect.arrayContaining(['12345678', '7654321']))
  expect(result.warnings.map(({ line }) => line)).toEqual([14])
})

test('what the text is warned of stands in order with the rest', () => {
  const result = read(GOOD.replace('"${KEY}"', 'sk_live').replace('eu }', '&eu eu }'))
  expect(result.warnings.map(({ message }) => message)).toEqual([
    expect.stringContaining('A secret stands in the file'),
    expect.stringContaining('A word that begins with &')
  ])
})

/** With settings of a sandbox in place of those in the file. */
const sandboxed = (entry: string) =>
  readConfiguration(`sources: {a: {writeKeys: [k]}}\ndestinations: {acme: ${entry}}`, {
    destinations: { acme },
    sourceKinds: [],
    environment: {},
    folder: '/',
    settingsOf: () => ({ apiKey: 'of the sandbox' })
  })

describe('other settings in place of those in the file', () => {
  test.each(['{settings: {apiKey: "${NO}"}}', '{}', ''])('are taken whatever those are, such as %j', (entry) => {
    const result = sandboxed(entry)
    expect(result.ok && result.configuration.instances[0]?.instance.plan.settings['apiKey']).toBe('of the sandbox')
  })

  test('make nothing right that is no destination', () => {
    const problems = [{ line: 2, column: 16, message: 'An instance must be an object.' }]
    expect(sandboxed('us')).toMatchObject({ ok: false, problems })
  })
})

test('a source whose events would only go back to where they come from is warned of', () => {
  const text = `
sources:
  hooks: { type: acme-hooks, signingKey: '\${KEY}' }
destinations:
  acme: { settings: { apiKey: '\${KEY}' } }
`
  const result = read(text)
  expect(result).toMatchObject({ ok: true })
  expect(result.warnings).toEqual([
    {
      line: 3,
      column: 3,
      message:
        'The source goes nowhere: there is no destination but the one it comes from; name that one here if you want it to come back.'
    }
  ])
  const asked = read(text.replace("'${KEY}' }", "'${KEY}', destinations: [acme] }"))
  expect(asked).toMatchObject({ ok: true, warnings: [] })
})

test.each([
  ['http: { port: 9 }\noperations: { port: 9 }', ['2:15 http.port and operations.port are both 9']],
  ['http: { port: 8081, host: 0.0.0.0 }', ['1:9 http.port and operations.port are both 8081']],
  ['http: { port: 9, host: "::" }\noperations: { port: 9, host: localhost }', ['2:15 http.port and operations.port']],
  ['operations: { metricsPort: 8080 }', ['1:15 http.port and operations.metricsPort are both 8080']],
  ['operations: { port: 9, host: localhost, metricsPort: 9 }', ['1:41 operations.port and operations.metricsPort']],
  ['http: { port: 9, host: 192.0.2.1 }\noperations: { port: 9 }', []],
  ['http: { port: 9, host: 0.0.0.0 }\noperations: { port: 9, host: "::1" }', []],
  ['http: { port: 0 }\noperations: { port: 0, metricsPort: 0 }', []]
])('two ports of one address are refused: %j', (text, begins) => {
  const found = problemsOf(`${text}\n${GOOD.replace(/^http:.*\n(?: .*\n)*/m, '')}`)
  expect(found.map((problem, index) => problem.slice(0, begins[index]?.length))).toEqual(begins)
})

test.each(['127.0.0.1', 'localhost', '::1', '0.0.0.0', '::'])('the operations port may listen on %s', (host) => {
  expect(problemsOf(`${GOOD}operations: { host: "${host}" }\n`)).toEqual([])
})
