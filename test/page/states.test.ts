import type { Browser, Page } from 'playwright-core'
import { closeFaultless, launchChromium, watchPage } from './chromium'
import type { WatchedPage } from './chromium'
import { imagineServer, ORIGIN } from './imagined-server'
import type { Answer } from './imagined-server'

let browser: Browser
let watched: WatchedPage

beforeAll(async () => {
  browser = await launchChromium()
})

afterEach(async () => {
  await closeFaultless(watched)
})

afterAll(() => browser.close())

async function open(answers: Readonly<Record<string, Answer>>) {
  watched = await watchPage(browser, ORIGIN)
  await imagineServer(watched.page, answers)
  await watched.page.goto(`${ORIGIN}/waybill/#token=t-1`)
  return watched.page
}

/** Waits for a sentence; false when it does not come. */
const isShown = async (page: Page, sentence: string): Promise<boolean> => {
  await page.getByText(sentence).waitFor()
  return page.getByText(sentence).isVisible()
}

const samples = { status: 200, body: { samples: [] } } as const

const listOf = (...destinations: readonly object[]): Readonly<Record<string, Answer>> => ({
  destinations: { status: 200, body: { destinations } },
  'sample-events': samples
})

test('while the server has not answered, the page says that it loads', async () => {
  const page = await open({})
  await page.getByText('Loading destinations…').waitFor()
  expect(await page.getByLabel('Destination').isDisabled()).toBe(true)
})

test('a server without destinations says how to make one', async () => {
  const page = await open(listOf())
  expect(await isShown(page, 'No destination is served here; make one with actions-cli new.')).toBe(true)
})

test('a server that is not there is told, with what to do', async () => {
  const page = await open({ destinations: 'broken', 'sample-events': 'broken', changes: 'broken' })
  await page.getByText('Start actions-cli serve again; what you have written stays here meanwhile.').waitFor()
  await page.getByRole('button', { name: 'Try again' }).waitFor()
  expect(await page.locator('.connection').textContent()).toBe('disconnected')
})

test('a server that was started anew is told apart: the page has to be opened again', async () => {
  const refusal = { status: 401, body: { error: 'Old.' } }
  const page = await open({ destinations: refusal, 'sample-events': refusal, changes: 'broken' })
  expect(await isShown(page, 'Open the address that actions-cli serve has printed: each start has a new one.')).toBe(
    true
  )
})

test('a server that is started anew while the page is open is told apart, too', async () => {
  const page = await open({ ...listOf(), changes: 'broken' })
  await page.getByText('Start actions-cli serve again').waitFor()
  const refusal = { status: 401, body: { error: 'Old.' } }
  await imagineServer(page, { destinations: refusal, 'sample-events': refusal, changes: refusal })
  expect(await isShown(page, 'Open the address that actions-cli serve has printed: each start has a new one.')).toBe(
    true
  )
})

test('a definition that has never loaded shows its problem', async () => {
  const problem = 'index.ts:3: the action “a” has no fields; add them.'
  const page = await open(listOf({ slug: 'broken', name: 'Broken', description: '', isLoaded: false, problem }))
  await page.getByText(problem).waitFor()
  expect(await page.getByLabel('Destination').textContent()).toBe('Broken (does not load)')
})

test('a refusal of the server is shown, and trying again asks again', async () => {
  const page = await open({
    ...listOf({ slug: 'acme', name: 'Acme', description: '', isLoaded: true }),
    'destinations/acme': { status: 500, body: { error: 'The disk is full.' } }
  })
  await page.getByText('The disk is full.').waitFor()
  const asked = page.waitForRequest(`${ORIGIN}/waybill/api/destinations/acme`)
  await page.getByRole('button', { name: 'Try again' }).click()
  expect((await asked).headers()['x-waybill-token']).toBe('t-1')
})

test('the token leaves the address, and survives a reload in this tab only', async () => {
  const page = await open(listOf())
  await page.getByText('No destination is served here').waitFor()
  expect(page.url()).toBe(`${ORIGIN}/waybill/`)
  const asked = page.waitForRequest(`${ORIGIN}/waybill/api/destinations`)
  await page.reload()
  expect((await asked).headers()['x-waybill-token']).toBe('t-1')
  expect(await page.evaluate(() => JSON.stringify(localStorage))).toBe('{}')
})
