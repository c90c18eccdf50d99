import { createTestFolder, runCommand } from '../test-terminal'
import type { Around } from '../test-terminal'
import { settingVariable } from './read-settings'

const folder = createTestFolder()
afterAll(() => folder.remove())

const validate = (source: string, around?: Around) =>
  runCommand(['validate', '--to', 'customerio', '--settings', source], around)
const dryRun = (source: string, around?: Around) =>
  runCommand(['send', '--to', 'customerio', '--dry-run', '--settings', source], around)

const good = { siteId: 'site', apiKey: 'k'.repeat(20) }

test.each([
  ['as JSON', JSON.stringify(good)],
  ['behind a byte order mark', `\uFEFF${JSON.stringify(good)}`],
  ['with everything', JSON.stringify({ ...good, region: 'eu' })]
])('a file %s is read', async (_, content) => {
  const ran = await validate(folder.write('good.json', content))
  expect(ran).toMatchObject({ status: 0, out: 'customerio: fine.\n', err: '' })
})

test('settings decide the requests', async () => {
  const path = folder.write('eu.json', JSON.stringify({ ...good, region: 'eu' }))
  const { out } = await dryRun(path, { input: '{"type":"track","event":"x","userId":"u"}' })
  expect(out).toMatch(/^POST https:\/\/track-eu\.customer\.io\//)
})

test.each([
  [
    'no JSON',
    '{"apiKey": "the-secret-key"\n "siteId": 1',
    /^The settings file .*bad\.json:2 is not valid JSON; look for /
  ],
  ['no JSON at all', 'the-secret-key', /^The settings file .*bad\.json is not valid JSON; look for /],
  ['empty', '', /^The settings file .*bad\.json is not valid JSON/],
  [
    'a list',
    '["the-secret-key"]',
    /^The settings file .*bad\.json must hold one JSON object, such as \{"siteId":"…","apiKey":"…"/
  ],
  ['null', 'null', /must hold one JSON object/]
])('a file that is %s is one sentence without its content', async (_, content, message) => {
  const path = folder.write('bad.json', content)
  for (const ran of [await validate(path), await dryRun(path)]) {
    expect(ran).toMatchObject({ status: 2, out: '' })
    expect(ran.err).toMatch(message)
    expect(ran.err).not.toContain('the-secret')
    expect(ran.err.trim().split('\n')).toHaveLength(1)
  }
})

test.each([
  ['missing', folder.path('none'), /^The settings file .*none cannot be read \(ENOENT\); check --settings\.\n$/],
  ['a folder', folder.folder, /cannot be read \(EISDIR\)/]
])('a file that is %s is one sentence', async (_, path, message) => {
  const { status, err } = await validate(path)
  expect(status).toBe(2)
  expect(err).toMatch(message)
})

test('every mistake in the settings is told at once, without the values', async () => {
  const path = folder.write(
    'wrong.json',
    JSON.stringify({ siteId: {}, apiKey: 'short-secret', region: 'mars', more: 1 })
  )
  const checked = await validate(path)
  const refused = await dryRun(path)
  expect(checked.status).toBe(1)
  expect(refused.status).toBe(2)
  for (const text of [checked.out, refused.err]) {
    expect(text).toMatch(/settings\.siteId: /)
    expect(text).toMatch(/settings\.apiKey: .*20 or 64 characters/)
    expect(text).toMatch(/settings\.region: .*"us", "eu"/)
    expect(text).toMatch(/settings\.more: /)
    expect(text).not.toMatch(/short-secret|mars/)
  }
})

describe('from the environment', () => {
  test('the variables are those that list names', async () => {
    const environment = { CUSTOMERIO_SITE_ID: 'site', CUSTOMERIO_API_KEY: 'k'.repeat(20), CUSTOMERIO_REGION: 'eu' }
    const { out: names } = await runCommand(['list', 'customerio'])
    for (const name of Object.keys(environment)) expect(names).toContain(`(${name})`)
    expect(await validate('env', { environment })).toMatchObject({ status: 0 })
    const { out } = await dryRun('env', { environment, input: '{"type":"track","event":"x","userId":"u"}' })
    expect(out).toContain('track-eu.customer.io')
  })

  test('none set is told with all their names', async () => {
    const { status, err } = await validate('env')
    expect(status).toBe(2)
    expect(err).toBe(
      'None of the variables CUSTOMERIO_SITE_ID, CUSTOMERIO_API_KEY, CUSTOMERIO_REGION is set; --settings env reads the settings from them.\n'
    )
  })

  test('one missing, and a key of the wrong length, are told by their variables', async () => {
    const environment = { CUSTOMERIO_API_KEY: 'short-secret' }
    for (const { all } of [await validate('env', { environment }), await dryRun('env', { environment })]) {
      expect(all).toMatch(/CUSTOMERIO_SITE_ID: .*required/)
      expect(all).toMatch(/CUSTOMERIO_API_KEY: .*20 or 64 characters/)
      expect(all).not.toContain('short-secret')
    }
  })

  test.each([
    ['customerio', 'siteId', 'CUSTOMERIO_SITE_ID'],
    ['braze-appboy', 'apiKey', 'BRAZE_APPBOY_API_KEY'],
    ['acme', 'oauth2Token', 'ACME_OAUTH2_TOKEN']
  ])('the setting of %s named %s is %s', (slug, key, variable) => expect(settingVariable(slug, key)).toBe(variable))
})

test('settings without a destination are a mistake', async () => {
  const { status, err } = await runCommand(['validate', '--settings', 'env'])
  expect({ status, err }).toEqual({ status: 2, err: 'Say with --to which destination the settings are for.\n' })
})
