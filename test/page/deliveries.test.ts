import { defaultCustomerioAccount } from '@waybill/sandbox'
import type { Page } from 'playwright-core'
import { faintTexts } from './contrast'
import { useDeliveries } from './deliveries-page'

const deliveries = useDeliveries()

const live = (page: Page) => page.getByRole('list', { name: 'As it happens, last first' })

const track = (userId: string, event: string, properties: object = {}): object => ({
  type: 'track',
  userId,
  event,
  properties,
  messageId: `${userId}-${event}`
})

/** Makes Customer.io refuse one event, which is a dead letter from then on. */
async function makeDeadLetter(page: Page, userId: string): Promise<void> {
  const { sandbox, send } = deliveries()
  sandbox.vendors.customerio.misbehave({ fault: { kind: 'status', status: 400 }, schedule: { times: 1 } })
  await send(track(userId, 'Refused Once'))
  await live(page)
    .getByRole('button', { name: new RegExp(`rejected.*customerio.*${userId}`, 's') })
    .waitFor()
}

/** Makes Customer.io refuse each event of one request: those of `many-0`, `many-1`, … */
async function makeDeadLetters(page: Page, count: number): Promise<void> {
  const { sandbox, send } = deliveries()
  await page.getByRole('tab', { name: 'Destinations' }).click()
  const card = page.getByRole('article', { name: 'customerio' })
  await card.getByRole('button', { name: 'Pause…' }).click()
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await card.getByText('paused on the page').waitFor()
  const indexes = Array.from({ length: count }, (_, index) => index)
  sandbox.vendors.customerio.misbehave({ fault: { kind: 'failing-items', indexes } })
  for (const index of indexes) await send(track(`many-${index}`, 'Refused Often'))
  await card.getByRole('button', { name: 'Resume' }).click()
}

test('events and what becomes of them appear as they flow, and each tells its whole way', async () => {
  const page = await deliveries().openPage()
  await page.getByText('Nothing has come by since this page was opened.').waitFor()
  await deliveries().send(track('ada', 'Signed Up', { plan: 'pro' }))
  const delivered = live(page).getByRole('button', { name: /delivered.*Signed Up.*customerio · Track Event/s })
  await delivered.click()
  const way = page.getByRole('region', { name: 'One event' })
  await way.getByText('status 200, one attempt').waitFor()
  await way.getByText('type = "track"').first().waitFor()
  await way.getByText('Requests seen since this page was opened').waitFor()
  expect(await way.textContent()).toContain('"plan": "pro"')
  expect(
    await live(page)
      .getByRole('button', { name: /accepted.*Signed Up/s })
      .count()
  ).toBe(1)
})

test('a filter shows what it names, by user, event, destination and outcome', async () => {
  const page = await deliveries().openPage()
  for (const name of ['bob', 'eve']) await deliveries().send(track(name, `Filter ${name}`))
  const rows = live(page).getByRole('button')
  // Each event is accepted once and delivered twice.
  await expectCount(page, 6)
  await page.getByLabel('User').fill('bob')
  await expectCount(page, 3)
  await page.getByLabel('Destination', { exact: true }).selectOption('customerio')
  await expectCount(page, 1)
  await page.getByLabel('Outcome').selectOption('rejected')
  await page.getByText('Nothing that the filter shows has come by').waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByLabel('Event or message id').fill('eve-filter eve')
  await expectCount(page, 3)
  expect(await rows.first().textContent()).toContain('Filter eve')
})

const expectCount = (page: Page, count: number) =>
  page.waitForFunction((wanted) => document.querySelectorAll('.row-list button').length === wanted, count)

test('what was before the page was opened is found on disk', async () => {
  await deliveries().send(track('old-user', 'Long Ago'))
  const page = await deliveries().openPage()
  await page.getByLabel('Event or message id').fill('Long Ago')
  await page.getByRole('button', { name: 'Search recorded' }).click()
  const found = page.getByRole('list', { name: 'Found on disk, last first' })
  await found.getByRole('button', { name: /accepted.*Long Ago.*old-user/s }).click()
  await page.getByRole('heading', { name: 'Long Ago' }).waitFor()
  expect(await found.getByRole('button').count()).toBe(1)
})

test('a list that is held still does not move', async () => {
  const page = await deliveries().openPage()
  await page.getByRole('button', { name: 'Hold still' }).click()
  await deliveries().send(track('still', 'Held'))
  await page.getByRole('button', { name: 'Go on (3 new)' }).click()
  await live(page).getByText('Held').first().waitFor()
  expect(await page.getByRole('button', { name: 'Hold still' }).isVisible()).toBe(true)
})

test('a dead letter is edited, tried and retried until it is delivered', async () => {
  const page = await deliveries().openPage()
  await makeDeadLetter(page, 'grace')
  await page.getByRole('tab', { name: /^Dead letters/ }).click()
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('button', { name: /Refused Once.*grace/s }).click()
  const editor = page.getByRole('textbox', { name: 'Event of the dead letter, as JSON' })
  await editor.fill('{ "type": "track", ')
  await page.getByText(/This is not JSON/).waitFor()
  expect(await page.getByRole('button', { name: 'Retry edited' }).isDisabled()).toBe(true)
  await editor.fill(JSON.stringify(track('grace', 'Mended')))
  await page.getByRole('region', { name: 'At customerio' }).getByText('"Mended"').first().waitFor()
  await page.getByRole('button', { name: 'Retry edited' }).click()
  await page.getByText(/The edited event is on its way as/).waitFor()
  await page.getByText('There are no dead letters').waitFor()
  await page.getByRole('tab', { name: 'Live' }).click()
  await live(page)
    .getByRole('button', { name: /delivered.*Mended.*customerio/s })
    .waitFor()
  expect(await live(page).getByText('Mended').count()).toBe(1)
})

test('dead letters are chosen, and dropped only when that is confirmed', async () => {
  const page = await deliveries().openPage()
  await makeDeadLetter(page, 'drop-me')
  await page.getByRole('tab', { name: /^Dead letters/ }).click()
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('checkbox', { name: 'Choose Refused Once of drop-me' }).check()
  const drop = page.getByRole('button', { name: 'Drop chosen (1)…' })
  await drop.click()
  const dialog = page.getByRole('dialog', { name: 'Drop dead letters' })
  await dialog.waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await page.getByRole('checkbox', { name: 'Choose Refused Once of drop-me' }).isVisible()).toBe(true)
  await drop.click()
  await page.getByText('This drops the one chosen dead letter.').waitFor()
  await page.getByRole('button', { name: 'Drop 1', exact: true }).click()
  await page.getByText('One dead letter was dropped.').waitFor()
  await page.getByText('There are no dead letters').waitFor()
})

test('all that match means what was searched by, whatever has been typed since', async () => {
  const page = await deliveries().openPage()
  await makeDeadLetter(page, 'meant')
  await makeDeadLetter(page, 'not-meant')
  await page.getByRole('tab', { name: /^Dead letters/ }).click()
  await page.getByLabel('User').fill('meant')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByText('1 shown, with user "meant"').waitFor()
  await page.getByLabel('User').fill('')
  await page.getByRole('button', { name: 'Drop all that match…' }).click()
  await page.getByText('This drops the one dead letter with user "meant".').waitFor()
  await page.getByRole('button', { name: 'Drop 1', exact: true }).click()
  await page.getByText('No dead letter fits: user "meant".').waitFor()
  await page.getByRole('button', { name: 'Search' }).click()
  const other = page.getByRole('button', { name: /Refused Once.*not-meant/s })
  await other.waitFor()
  expect(await other.count()).toBe(1)
  await page.getByRole('button', { name: 'Retry all that match…' }).click()
  await page.getByText('This puts the one dead letter that is there back into the queue').waitFor()
  await page.getByRole('button', { name: 'Retry 1', exact: true }).click()
  await page.getByText('There are no dead letters').waitFor()
  await page.getByRole('tab', { name: 'Live' }).click()
  await live(page)
    .getByRole('button', { name: /delivered.*customerio.*not-meant/s })
    .waitFor()
})

test('ticks and buttons stay as they are while dead letters come', async () => {
  const page = await deliveries().openPage()
  await makeDeadLetters(page, 60)
  await page.getByRole('tab', { name: 'Dead letters (60)' }).click()
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('button', { name: 'Show more' }).click()
  const last = page.getByRole('checkbox', { name: 'Choose Refused Often of many-59' })
  await last.check()
  const { sandbox, send } = deliveries()
  sandbox.vendors.customerio.misbehave({ fault: { kind: 'status', status: 400 }, schedule: { times: 1 } })
  await send(track('one-more', 'Refused Once'))
  await page.getByRole('checkbox', { name: 'Choose Refused Once of one-more' }).waitFor()
  expect(await last.isChecked()).toBe(true)
  const buttons = page.getByRole('region', { name: 'Dead letters' }).getByRole('group').getByRole('button')
  expect(await buttons.allTextContents()).toEqual([
    'Retry chosen (1)',
    'Drop chosen (1)…',
    'Retry all that match…',
    'Drop all that match…'
  ])
  await page.getByRole('button', { name: 'Drop all that match…' }).click()
  await page.getByText('This drops all 61 dead letters that are there.').waitFor()
  await page.getByRole('button', { name: 'Drop 61', exact: true }).click()
  await page.getByText('61 dead letters were dropped.').waitFor()
})

test('a destination is paused with a reason and goes on', async () => {
  const page = await deliveries().openPage()
  await page.getByRole('tab', { name: 'Destinations' }).click()
  const card = page.getByRole('article', { name: 'customerio' })
  await card.getByRole('button', { name: 'Pause…' }).click()
  await page.getByLabel('Why, for whoever sees it later').fill('Their maintenance')
  await page.keyboard.press('Enter')
  await card.getByText('Their maintenance').waitFor()
  await deliveries().send(track('patient', 'Waits'))
  await card.getByRole('button', { name: 'Resume' }).click()
  await card.getByText('delivering').waitFor()
  await page.getByRole('tab', { name: 'Live' }).click()
  await live(page)
    .getByRole('button', { name: /delivered.*Waits.*customerio/s })
    .waitFor()
  expect(await page.getByRole('article').count()).toBe(0)
})

test('no secret is on the page or kept by it', async () => {
  const page = await deliveries().openPage()
  await deliveries().send(track('secretive', 'Looked At'))
  await live(page)
    .getByRole('button', { name: /delivered.*Looked At.*customerio/s })
    .click()
  await page.getByText('Requests seen since this page was opened').waitFor()
  const seen = await page.evaluate(() => document.documentElement.outerHTML + JSON.stringify(localStorage))
  expect(seen).toContain('‹redacted›')
  const { apiKey, siteId } = defaultCustomerioAccount
  for (const secret of [apiKey, Buffer.from(`${siteId}:${apiKey}`).toString('base64'), deliveries().token]) {
    expect(seen).not.toContain(secret)
  }
})

test.each(['light', 'dark'] as const)('in %s every text stands out from its ground', async (colorScheme) => {
  const page = await deliveries().openPage({ colorScheme })
  await deliveries().send(track(`seen-in-${colorScheme}`, 'Looked At'))
  await live(page)
    .getByRole('button', { name: /delivered.*customerio/s })
    .first()
    .click()
  await page.getByText('Requests seen since this page was opened').waitFor()
  expect(await faintTexts(page)).toEqual([])
  await page.getByRole('tab', { name: 'Destinations' }).click()
  expect(await faintTexts(page)).toEqual([])
})

test.each([390, 760, 1280])('at %d pixels nothing is wider than its place', async (width) => {
  const page = await deliveries().openPage({ viewport: { width, height: 844 } })
  await makeDeadLetter(page, `wide-letter-${width}`)
  await deliveries().send(track(`wide-${width}`, 'A rather long name of an event that has to break somewhere'))
  const excess = () =>
    page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('.pane, .app-head, .deliveries-part')].map(
        ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth
      )
    )
  await live(page).getByRole('button').first().waitFor()
  const found = await excess()
  await live(page).getByRole('button').first().click()
  await page.getByText('What became of it').waitFor()
  found.push(...(await excess()))
  for (const name of ['Destinations', /^Dead letters/]) {
    await page.getByRole('tab', { name }).click()
    found.push(...(await excess()))
  }
  await page.getByLabel('User').fill(`wide-letter-${width}`)
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByText('1 shown, with').waitFor()
  found.push(...(await excess()))
  expect(Math.max(...found)).toBe(0)
})

test('a page with a token of nobody says what to do', async () => {
  const page = await deliveries().openPage()
  await page.evaluate(() => sessionStorage.setItem('waybill-token', 'of-nobody'))
  await page.reload()
  const sentence = page.getByText('Open the address that actions-cli run has printed')
  await sentence.waitFor()
  expect(await sentence.textContent()).toContain('its token is also in operations-token of the data folder')
  expect(await page.getByRole('tab').count()).toBe(0)
})
