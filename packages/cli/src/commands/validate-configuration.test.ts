import { readFileSync, rmSync } from 'node:fs'
import { createTestFolder, jsonLines, runCommand } from '../test-terminal'

const { write, folder, remove } = createTestFolder()

afterAll(remove)

const GOOD = `sources:
  site:
    writeKeys: [wk_site]
    origins: [https://www.example.com]
destinations:
  tractionboard:
    settings: { tokenId: "\${TOKEN}" }
    subscriptions:
      - name: Orders
        action: trackEvent
        subscribe: type = "track" and event = "Order Completed"
`

test('a configuration is told in words', async () => {
  const file = write('waybill.yaml', GOOD)
  const ran = await runCommand(['validate', file], { environment: { TOKEN: 'token-of-tractionboard' } })
  expect(ran.err).toBe('')
  expect(ran.out).toContain(`${file} is fine. It means:`)
  expect(ran.out).toContain(
    "  source site: Segment's HTTP Tracking API, from pages of https://www.example.com too, to tractionboard.\n"
  )
  expect(ran.out).toContain('when the type is "track" and the event is "Order Completed".\n')
  expect(ran.status).toBe(0)
})

test('the configuration in this folder is checked unless it is another or definitions that are meant', async () => {
  const here = process.cwd()
  write('waybill.yaml', GOOD)
  const other = write('other.yaml', GOOD)
  const environment = { TOKEN: 'token-of-tractionboard' }
  const first = async (...args: readonly string[]) =>
    (await runCommand(['validate', ...args], { environment })).out.split('\n')[0]
  process.chdir(folder)
  try {
    expect(await first()).toBe('waybill.yaml is fine. It means:')
    expect(await first(other)).toBe(`${other} is fine. It means:`)
    expect(await first('--to', 'boomtrain')).toBe('boomtrain: fine.')
    rmSync('waybill.yaml')
    expect(await first()).toMatch(/^[\w-]+: fine\.$/)
  } finally {
    process.chdir(here)
  }
})

test('everything that is wrong is told with its place', async () => {
  const file = write('wrong.yaml', GOOD.replace('trackEvent', 'sendDog').replace('[wk_site]', '[]'))
  const ran = await runCommand(['validate', file])
  expect(ran.out.split('\n')).toEqual([
    `${file}:3:5: Give the source at least one write key, and none that is empty.`,
    `${file}:7:17: The environment variable TOKEN is not set; set it before you start.`,
    expect.stringMatching(/:9:9: Tractionboard has no action "sendDog"; it has /),
    '3 problems.',
    ''
  ])
  expect(ran.status).toBe(1)
})

test('a destination with nothing below it misses what it requires, as one without settings', async () => {
  const file = write('empty.yaml', 'sources: { site: { writeKeys: [wk_site] } }\ndestinations:\n  customerio:\n')
  const { out, status } = await runCommand(['validate', file])
  expect(out).toBe(
    [
      `${file}:3:3: Site ID (siteId) is required, but it is missing.`,
      `${file}:3:3: API Key (apiKey) is required, but it is missing.`,
      '2 problems.',
      ''
    ].join('\n')
  )
  expect(status).toBe(1)
  const spelledOut = write('spelled-out.yaml', `${readFileSync(file, 'utf8').trimEnd()} {}\n`)
  expect((await runCommand(['validate', spelledOut])).out).toBe(out.replaceAll(file, spelledOut))
})

test('for machines it is JSON', async () => {
  const file = write('literal.yaml', GOOD.replace('"${TOKEN}"', 'token-in-the-file'))
  const ran = await runCommand(['validate', file, '--json'])
  expect(jsonLines(ran.out)).toMatchObject([
    { file, problems: [], warnings: [{ line: 7, column: 17 }], destinations: [{ id: 'tractionboard' }] }
  ])
  expect(ran.all).not.toContain('token-in-the-file')
})
