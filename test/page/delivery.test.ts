import { useTester, write } from './tester-page'

const openTester = useTester()

const open = () => openTester({ destination: 'customerio', permissions: ['clipboard-read', 'clipboard-write'] })

const TIMESTAMP = '2026-03-04T05:06:07Z'
const track = { type: 'track', userId: 'u-1', event: 'Signed Up', timestamp: TIMESTAMP }
const nobody = { type: 'track', event: 'Signed Up', timestamp: TIMESTAMP }

const SECRET = 'secret-key-9f8e7d6c5'

describe('the sandbox', () => {
  test('takes an event, and the answer is shown', async () => {
    const { page, hasVerdict } = await open()
    await page.getByRole('button', { name: 'Send to sandbox' }).click()
    expect(await hasVerdict('1 delivered')).toMatch(/sandbox, .*1 request/)
    expect(await page.getByText('status 200').isVisible()).toBe(true)
    expect(await page.getByRole('tab', { name: 'Delivery' }).getAttribute('aria-selected')).toBe('true')
  })

  test('tells the outcome of each event of a batch', async () => {
    const { page, event, hasVerdict } = await open()
    await write(event, [track, nobody, 5])
    await page.getByText('batch of 3').waitFor()
    await page.getByRole('button', { name: 'Send to sandbox' }).click()
    await hasVerdict('1 delivered, 1 rejected, 1 event not wanted')
    const outcomes = page.locator('.part', { has: page.getByRole('heading', { name: 'Outcomes' }) }).locator('li')
    expect(await outcomes.count()).toBe(3)
    expect(await outcomes.nth(0).textContent()).toContain('delivered')
    expect(await outcomes.nth(1).textContent()).toMatch(/rejected.+/)
    expect(await outcomes.nth(2).textContent()).toContain('An event must be a JSON object')
  })

  test('gets events one by one where that is wanted', async () => {
    const { page, event, hasVerdict } = await open()
    await write(event, [track, { ...track, event: 'Second' }])
    await page.getByText('One by one').click()
    await page.getByRole('button', { name: 'Send to sandbox' }).click()
    expect(await hasVerdict('2 delivered')).toContain('2 requests')
  })
})

describe('history', () => {
  test('lists what was sent, shows it again, and puts it back', async () => {
    const { page, event, choice, hasVerdict } = await open()
    await choice.selectOption({ label: 'Track Event' })
    await write(event, track)
    await hasVerdict(/^1 item → 1 request$/)
    await page.getByRole('button', { name: 'Send to sandbox' }).click()
    await hasVerdict('1 delivered')
    await choice.selectOption('presets')
    await write(event, { type: 'page' })
    await page.getByRole('tab', { name: 'History' }).click()
    const entries = page.getByRole('list', { name: 'What was sent' }).getByRole('listitem')
    expect(await entries.count()).toBe(1)
    await entries.getByRole('button', { name: 'Restore' }).click()
    expect(JSON.parse((await event.textContent()) ?? '')).toEqual(track)
    expect(await choice.inputValue()).not.toBe('presets')
    await entries.getByRole('button', { name: 'Show' }).click()
    expect(await hasVerdict('1 delivered')).toContain('sandbox')
  })

  test('is gone with the page', async () => {
    const { page, hasVerdict } = await open()
    await page.getByRole('button', { name: 'Send to sandbox' }).click()
    await hasVerdict('1 delivered')
    await page.reload()
    await page.getByRole('tab', { name: 'History' }).click()
    expect(await page.getByText('What you send is listed here until the page is closed.').isVisible()).toBe(true)
  })
})

test('a request is copied as curl, without its secrets', async () => {
  const { page, hasVerdict } = await open()
  await hasVerdict('1 request')
  await page.getByRole('button', { name: 'Copy as curl' }).first().click()
  await page.getByText('Copied').waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(/^curl /)
  expect(copied).toContain('https://track.customer.io/api/v2/entity')
  expect(copied).toContain('redacted')
})

/** A page with settings of one's own, whose sendings are caught before they leave it. */
async function openWithOwnSettings() {
  const opened = await open()
  const { page, hasVerdict } = opened
  const sent: unknown[] = []
  await page.route('**/waybill/api/send', async (route) => {
    sent.push(route.request().postDataJSON())
    await route.fulfill({
      json: { kind: 'refused', settingProblems: [], subscriptionProblems: [], reason: 'Caught.' }
    })
  })
  await page.getByText('My own').click()
  await page.getByLabel('Site ID').fill('site-1')
  await page.getByLabel('API Key').fill(SECRET)
  await hasVerdict('1 item → 1 request')
  return { ...opened, sent }
}

describe('the vendor', () => {
  test('gets nothing before it is confirmed, and nothing when that is cancelled', async () => {
    const { page, sent } = await openWithOwnSettings()
    await page.getByRole('button', { name: 'Send to Customer.io…' }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.textContent()).toContain('1 event will really be sent, to track.customer.io')
    expect(
      await dialog.getByRole('button', { name: 'Cancel' }).evaluate((button) => button === document.activeElement)
    ).toBe(true)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(sent).toEqual([])
  })

  test('gets it once it is confirmed', async () => {
    const { page, sent } = await openWithOwnSettings()
    await page.getByRole('button', { name: 'Send to Customer.io…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send to Customer.io' }).click()
    await page.getByText('Caught.').waitFor()
    expect(sent).toMatchObject([{ target: 'vendor', mode: 'batch', settings: { siteId: 'site-1', apiKey: SECRET } }])
  })

  test('secrets are masked, and stand in no text, no storage and no address', async () => {
    const { page } = await openWithOwnSettings()
    await page.getByRole('button', { name: 'Send to Customer.io…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send to Customer.io' }).click()
    await page.getByText('Caught.').waitFor()
    for (const tab of ['History', 'Delivery', 'Preview']) {
      await page.getByRole('tab', { name: tab }).click()
      expect(await page.content()).not.toContain(SECRET)
      expect(await page.locator('body').textContent()).not.toContain(SECRET)
    }
    expect(await page.getByLabel('API Key').getAttribute('type')).toBe('password')
    const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, location.href, history.state]))
    expect(kept).not.toContain(SECRET)
    expect(kept).toContain('waybill-token')
    await page.reload()
    await page.getByText('My own').click()
    expect(await page.getByLabel('API Key').inputValue()).toBe('')
  })
})
