import type { SettingFields } from '../fields'
import { checkSettings, fieldsToJsonSchema, settingsToJsonSchema } from '.'

const described = { label: 'Label', description: 'A description.' }

const fields: SettingFields = {
  siteId: {
    ...described,
    label: 'Site ID',
    type: 'string',
    required: true,
    pattern: { regex: '[0-9a-f]{4}', message: 'A site ID has four hexadecimal digits.' }
  },
  apiKey: { ...described, label: 'API Key', type: 'password', required: true },
  region: {
    ...described,
    label: 'Region',
    type: 'string',
    default: 'us',
    choices: ['us', { label: 'EU', value: 'eu' }]
  },
  endpoint: { ...described, label: 'Endpoint', type: 'string', format: 'uri' },
  size: { ...described, label: 'Size', type: 'number' },
  debug: { ...described, label: 'Debug', type: 'boolean', default: false },
  tags: {
    ...described,
    label: 'Tags',
    type: 'string',
    multiple: true,
    pattern: { regex: '[a-z]+', message: 'Tags are lower case.' }
  }
}

const good = { siteId: '00ff', apiKey: 'k-3e7' }

const problems = (settings: unknown): readonly string[] => {
  const checked = checkSettings(fields, settings)
  return checked.ok ? [] : checked.problems.map(({ message }) => message)
}

it('fills in defaults and converts types', () => {
  expect(checkSettings(fields, { ...good, size: '5', debug: 'true', tags: 'a' })).toStrictEqual({
    ok: true,
    settings: { ...good, region: 'us', size: 5, debug: true, tags: ['a'] }
  })
})

it('takes empty values for settings that were not given', () => {
  expect(checkSettings(fields, { ...good, region: '', size: null, endpoint: '' })).toStrictEqual({
    ok: true,
    settings: { ...good, region: 'us', debug: false }
  })
  expect(problems({ ...good, apiKey: '' })).toEqual(['API Key (apiKey) is required, but it is missing.'])
})

it.each(['https://example.com:99999', 'https://256.256.256.256/'])(
  'refuses %s, which no client can call',
  (endpoint) => {
    expect(problems({ ...good, endpoint })).toEqual([
      'Endpoint (endpoint) is no address that can be reached; check host and port.'
    ])
  }
)

it('reports everything that is wrong at once, and no value', () => {
  const found = problems({
    siteId: 'hunter2',
    region: 'hunter2',
    endpoint: 'hunter2',
    size: 'hunter2',
    debug: { hunter2: true },
    tags: ['ok', 'HUNTER2', ['hunter2', 'hunter2']]
  })
  expect(found).toEqual([
    'Site ID (siteId) does not have the right form: A site ID has four hexadecimal digits.',
    'API Key (apiKey) is required, but it is missing.',
    'Region (region) must be one of "us", "eu", not another value.',
    'Endpoint (endpoint) must be a URI, not some other string.',
    'Size (size) must be a number, not a string.',
    'Debug (debug) must be true or false, not an object.',
    'Tags (tags[2]) must be a string, not a list.',
    'Tags (tags) does not have the right form: Tags are lower case.'
  ])
  expect(found.join('\n')).not.toMatch(/hunter2/i)
})

it('matches a pattern against the whole value', () => {
  expect(problems({ ...good, siteId: 'x00ff' })).toHaveLength(1)
  expect(problems({ ...good, siteId: '00ff\n' })).toHaveLength(1)
})

it.each([
  ['site_id', "Setting (site_id) is not one of this destination's; did you mean siteId?"],
  ['apikey', "Setting (apikey) is not one of this destination's; did you mean apiKey?"],
  ['regoin', "Setting (regoin) is not one of this destination's; did you mean region?"],
  [
    'webhook',
    "Setting (webhook) is not one of this destination's; known are siteId, apiKey, region, endpoint, size, debug, tags."
  ]
])('knows no setting %s', (name, message) => {
  expect(problems({ ...good, [name]: 'x' })).toEqual([message])
})

it.each([
  ['null', null],
  ['a list', []],
  ['a string', 'siteId']
])('takes no settings that are %s', (kind, settings) => {
  expect(problems(settings)).toEqual([`Settings must be an object, not ${kind}.`])
})

it('has the JSON Schema of the fields, with the patterns added', () => {
  const schema = settingsToJsonSchema(fields)
  expect(schema).toMatchObject({
    properties: {
      siteId: { pattern: '^(?:[0-9a-f]{4})$', type: 'string' },
      apiKey: { format: 'password' },
      tags: { items: { type: 'string', pattern: '^(?:[a-z]+)$' } }
    },
    required: ['siteId', 'apiKey'],
    additionalProperties: false
  })
  const { siteId, tags, ...others } = schema.properties ?? {}
  expect(fieldsToJsonSchema(fields).properties).toMatchObject(others)
  expect([siteId?.title, tags?.title]).toEqual(['Site ID', 'Tags'])
})
