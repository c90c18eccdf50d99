import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { useTester, write } from './tester-page'

// A destination of one's own, that the tests may write to.
const directory = mkdtempSync(join(tmpdir(), 'waybill-page-'))
const folder = join(directory, 'acme')
cpSync(join(__dirname, '../../packages/destinations/template'), folder, { recursive: true })

afterAll(() => rmSync(directory, { recursive: true }))

const openTester = useTester({ directory })

const open = () => openTester({ destination: 'acme', choice: 'preset:Track Event' })

const read = (file: string): string => readFileSync(join(folder, file), 'utf8')

const edit = (file: string, from: string, to: string): void =>
  writeFileSync(join(folder, file), read(file).replace(from, to))

const OWN = { type: 'track', userId: 'u-1', event: 'Mine', timestamp: '2026-03-04T05:06:07Z' }

test('a file that is saved shows at once, and what was written stays', async () => {
  const { page, event, filter, mapping, hasVerdict } = await open()
  await write(event, OWN)
  await write(mapping, { person: { '@path': '$.userId' }, name: 'mine', timestamp: { '@path': '$.timestamp' } })
  await hasVerdict('1 item')
  edit('actions/track-event.ts', 'Record something a person did.', 'Record what was saved just now.')
  await page.getByText('Record what was saved just now.').waitFor()
  expect(JSON.parse((await event.textContent()) ?? '')).toEqual(OWN)
  expect(await mapping.textContent()).toContain('"mine"')
  expect(await filter.textContent()).toBe('type = "track"')
})

test('a file that does not load says where, while the last good definition stays in use', async () => {
  const { page, hasVerdict } = await open()
  edit('index.ts', "name: 'Acme'", "name:: 'Acme'")
  const problem = page.getByText('The last good definition stays in use.')
  await problem.waitFor()
  expect(await problem.textContent()).toMatch(/index\.ts:\d+:\d+/)
  expect(await hasVerdict('1 item')).toContain('1 item')
  edit('index.ts', "name:: 'Acme'", "name: 'Acme'")
  await problem.waitFor({ state: 'detached' })
})

test('without a sandbox there is something to see, and nothing to send to', async () => {
  const { page, hasVerdict } = await open()
  expect(await hasVerdict('1 request')).toContain('1 item')
  const send = page.getByRole('button', { name: 'Send to sandbox' })
  expect([await send.isDisabled(), await send.getAttribute('title')]).toEqual([
    true,
    'No sandbox plays this vendor; choose My own to send to it'
  ])
})

test('an event is saved as an example, without the user’s settings, and a title only once', async () => {
  const { page, event } = await open()
  await write(event, OWN)
  await page.getByText('My own').click()
  await page.getByLabel('API Key').fill('secret-of-mine')
  const save = async () => {
    await page.getByRole('button', { name: 'Save as example' }).click()
    await page.getByLabel('What it shows, in a few words').fill('something of mine')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
  }
  await save()
  await page.getByText('It is a test now: npm test runs it.').waitFor()
  expect(read('examples.ts')).toContain("title: 'something of mine'")
  expect(read('examples.ts')).not.toContain('secret-of-mine')
  await page.getByRole('button', { name: 'Close' }).click()
  await page.locator('option', { hasText: 'something of mine' }).first().waitFor({ state: 'attached' })
  await save()
  await page.getByRole('dialog').getByRole('alert').waitFor()
  expect(read('examples.ts').split('something of mine')).toHaveLength(2)
})
