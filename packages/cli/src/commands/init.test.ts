import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { createTestFolder, jsonLines, runCommand } from '../test-terminal'

const { path, remove } = createTestFolder()

afterAll(remove)

/** A terminal with a person at it who writes these lines. */
const person = (...lines: readonly string[]): Readable & { isTTY: boolean } =>
  Object.assign(Readable.from([Buffer.from(lines.map((line) => `${line}\n`).join(''))]), { isTTY: true })

const read = (file: string): string => readFileSync(file, 'utf8')

/** Values of the right form for what the configurations refer to. */
const ENVIRONMENT = {
  WEBSITE_WRITE_KEY: 'wk_website',
  BACKEND_WRITE_KEY: 'wk_backend',
  CUSTOMERIO_SITE_ID: 'abcdefghij0123456789',
  CUSTOMERIO_API_KEY: 'abcdefghij0123456789',
  TRACTIONBOARD_TOKEN_ID: 'token-of-tractionboard'
}

test('flags are enough', async () => {
  const file = path('flags.yaml')
  const ran = await runCommand([
    'init',
    file,
    '--to',
    'customerio',
    '--origin',
    'https://www.example.com',
    '--port',
    '9000'
  ])
  expect(ran).toMatchObject({ status: 0, err: '' })
  expect(ran.out).toContain(`${file} is written. Set what it refers to:\n`)
  expect(ran.out).toMatch(/ {2}export WEBSITE_WRITE_KEY=[0-9a-f]{32}\n/)
  expect(read(file)).toContain(
    `website:
    writeKeys:
      - '\${WEBSITE_WRITE_KEY}'
    origins:
      - 'https://www.example.com'
`
  )
  expect(await runCommand(['validate', file], { environment: ENVIRONMENT })).toMatchObject({ status: 0 })
})

test('a person is asked for the rest, and asked again where the answer cannot be used', async () => {
  const file = path('asked.yaml')
  const input = person('customerlo', 'customerio, tractionboard', 'eu', 'www.example.com', '', '9001')
  const ran = await runCommand(['init', file, '--json'], { input })
  expect(ran.err).toContain('There is no destination "customerlo"')
  expect(ran.err).toContain('"www.example.com" is no origin')
  expect(jsonLines(ran.out)).toEqual([
    { file, variables: ['BACKEND_WRITE_KEY', 'CUSTOMERIO_SITE_ID', 'CUSTOMERIO_API_KEY', 'TRACTIONBOARD_TOKEN_ID'] }
  ])
  expect(read(file)).toContain('port: 9001')
  expect(read(file)).toContain("region: 'eu'")
  expect(read(file)).not.toContain('website')
  expect(await runCommand(['validate', file], { environment: ENVIRONMENT })).toMatchObject({ status: 0 })
})

test('a choice that the flags do not make is said to be the first', async () => {
  const ran = await runCommand(['init', path('first.yaml'), '--to', 'braze-appboy'])
  expect(ran).toMatchObject({
    status: 0,
    err: 'Braze (Appboy), REST Endpoint: https://rest.iad-01.braze.com is written, its first choice; change it in the file if yours is another.\n'
  })
})

test('a choice or a port that is none is asked for again, and never replaced in silence', async () => {
  const file = path('again.yaml')
  const input = person('customerio, braze-appboy', 'mars', 'EU', 'us-03', '', '99999', 'soon', '9001')
  const ran = await runCommand(['init', file], { input })
  expect(ran.err).toContain('"mars" is none of us, eu.\n')
  expect(ran.err.match(/A port is a whole number from 1 to 65535\.\n/g)).toHaveLength(2)
  expect(read(file)).toContain("region: 'eu'")
  expect(read(file)).toContain("'https://rest.iad-03.braze.com'")
  expect(read(file)).toContain('port: 9001')
})

test('who answers nothing more gets what was proposed', async () => {
  const file = path('enough.yaml')
  expect(await runCommand(['init', file], { input: person('customerio') })).toMatchObject({ status: 0 })
  expect(read(file)).toContain("region: 'us'")
  expect(read(file)).toContain('port: 8080')
})

test('the file says how it is checked, by its own name', async () => {
  const file = path('named.yaml')
  await runCommand(['init', file, '--to', 'tractionboard'])
  expect(read(file)).toContain('\n# Check it with: npx actions-cli validate named.yaml. ')
})

test('the file names the schema that editors complete it by', async () => {
  const file = path('schema.yaml')
  await runCommand(['init', file, '--to', 'tractionboard'])
  const way = /^# yaml-language-server: \$schema=(\S+)\n/.exec(read(file))?.[1] ?? ''
  expect(JSON.parse(read(resolve(dirname(file), way)))).toMatchObject({ title: 'Waybill configuration' })
})

test('a file that is there is kept, unless somebody insists', async () => {
  const file = path('twice.yaml')
  await runCommand(['init', file, '--to', 'customerio'])
  const again = await runCommand(['init', file, '--to', 'tractionboard'])
  expect(again).toMatchObject({ status: 2, out: '' })
  expect(again.err).toContain('is there already; name another file, or add --force.')
  expect(read(file)).toContain('customerio')
  expect(await runCommand(['init', file, '--to', 'tractionboard', '--force'])).toMatchObject({ status: 0 })
  expect(read(file)).not.toContain('customerio')
})

test.each([
  [['init', 'x.yaml'], 'Name the destinations with --to, such as --to '],
  [['init', 'x.yaml', '--to', 'nobody'], 'There is no destination "nobody"'],
  [['init', 'x.yaml', '--to', 'customerio', '--origin', 'example.com/a'], '"example.com/a" is no origin'],
  [['init', 'x.yaml', '--to', 'customerio', '--origin', 'https://WWW.a.example'], 'browsers write it https://www.a.'],
  [['init', 'x.yaml', '--to', 'customerio', '--origin', 'https://*.a.example'], 'name every host'],
  [['init', 'x.yaml', '--to', 'customerio', '--port', '99999'], 'A port is a whole number from 1 to 65535.'],
  [['init', 'no/such/folder.yaml', '--to', 'customerio'], 'no/such/folder.yaml cannot be written (ENOENT)']
])('%j says what is wrong', async (args, message) => {
  const ran = await runCommand(args)
  expect(ran.status).toBe(2)
  expect(ran.err).toContain(message)
})
