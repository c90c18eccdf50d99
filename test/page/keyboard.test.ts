import type { Page } from 'playwright-core'
import { useTester } from './tester-page'

const openTester = useTester()

/** What has the focus: what it is called, and whether one can see that it has it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement
    const host = element
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
    const name =
      element?.getAttribute('aria-label') ??
      (element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined) ??
      element?.textContent ??
      ''
    const drawn = host?.closest('label') ?? host
    const isVisible = drawn !== null && getComputedStyle(drawn).outlineStyle !== 'none'
    return { name: name.trim().replaceAll(/\s+/g, ' ').slice(0, 60), isVisible, isBody: element === document.body }
  })

/** Everything the Tab key stops at, from the first to the last. */
async function stopsOf(page: Page) {
  const stops: Awaited<ReturnType<typeof focused>>[] = []
  for (let count = 0; count < 200; count += 1) {
    await page.keyboard.press('Tab')
    const stop = await focused(page)
    if (stop.isBody) return stops
    stops.push(stop)
  }
  throw new Error(
    `The Tab key is caught among: ${stops
      .slice(-5)
      .map(({ name }) => name)
      .join(', ')}`
  )
}

/** Presses Tab until something of a name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let count = 0; count < 100; count += 1) {
    await page.keyboard.press('Tab')
    if ((await focused(page)).name.startsWith(name)) return
  }
  throw new Error(`The Tab key does not lead to ${name}.`)
}

test('the Tab key reaches every control, shows where it is, and leaves the editors again', async () => {
  const tester = await openTester({ destination: 'customerio', choice: 'action:trackEvent' })
  const stops = await stopsOf(tester.page)
  const names = stops.map(({ name }) => name)
  for (const name of [
    'Destination',
    'Preset or action',
    'Save as example',
    'Sample event',
    'Event, as JSON; a list of events is a batch',
    'Format',
    'Sandbox',
    'Show and edit',
    'Filter, in FQL',
    'Mapping, as JSON',
    'Preview',
    'Send to sandbox',
    'Copy as curl'
  ]) {
    expect(names).toContain(name)
  }
  expect(stops.filter(({ isVisible }) => !isVisible)).toEqual([])
})

test('a destination is chosen, an event written, sent and looked at without a mouse', async () => {
  const tester = await openTester({ destination: 'boomtrain' })
  const { page, hasVerdict, destination } = tester
  await tabTo(page, 'Destination')
  await page.keyboard.type('Customer')
  await page.getByRole('button', { name: 'Track Event' }).waitFor()
  expect(await destination.inputValue()).toBe('customerio')
  await tabTo(page, 'Event, as JSON')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('{"type": "track", "userId": "u-1", "event": "By Hand", "timestamp": "2026-01-02T03:04:05Z')
  await page.keyboard.press('End')
  await hasVerdict(/^1 item → 1 request$/)
  await page.keyboard.press('Control+Enter')
  await hasVerdict('1 delivered')
  await tabTo(page, 'Delivery')
  await page.keyboard.press('ArrowRight')
  await page.getByRole('list', { name: 'What was sent' }).waitFor()
  expect(await focused(page)).toMatchObject({ name: 'History', isVisible: true })
  await tabTo(page, 'Show')
  await page.keyboard.press('Enter')
  expect(await hasVerdict('1 delivered')).toContain('sandbox')
})

test('a dialog keeps the focus, and gives it back', async () => {
  const tester = await openTester({ destination: 'customerio', choice: 'action:trackEvent' })
  const { page } = tester
  await tabTo(page, 'Save as example')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  expect(await focused(page)).toMatchObject({ name: 'What it shows, in a few words' })
  const inside: boolean[] = []
  for (let count = 0; count < 8; count += 1) {
    await page.keyboard.press('Tab')
    inside.push(
      await page.evaluate(
        () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null
      )
    )
  }
  expect(inside).not.toContain(false)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect((await focused(page)).name).toBe('Save as example')
})
