import { useTester, write } from './tester-page'

const openTester = useTester()

const open = (choice?: string) => openTester({ destination: 'customerio', ...(choice !== undefined && { choice }) })

const track = {
  type: 'track',
  userId: 'u-1',
  event: 'Signed Up',
  timestamp: '2026-03-04T05:06:07Z',
  properties: { plan: 'pro' }
}

describe('choosing', () => {
  test('starts with all presets and the first example, and shows what becomes of it', async () => {
    const { page, hasVerdict } = await open()
    expect(await hasVerdict('1 item → 1 request')).toBe('1 item → 1 request')
    expect(await page.getByText('https://track.customer.io/api/v2/entity').first().isVisible()).toBe(true)
  })

  test('an action brings its filter, mapping and an example; the address keeps the choice', async () => {
    const { page, choice, filter, mapping, event } = await open()
    await choice.selectOption('action:suppressPerson')
    await filter.waitFor()
    expect(await filter.textContent()).toContain('User Suppressed')
    expect(await mapping.textContent()).toContain('person_id')
    expect(await event.textContent()).toContain('User Suppressed')
    expect(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('choice')).toBe('action:suppressPerson')
    await page.reload()
    await filter.waitFor()
    expect(await choice.inputValue()).toBe('action:suppressPerson')
  })

  test('another destination has other settings, and its secrets are masked', async () => {
    const { page, destination } = await open()
    await destination.selectOption('tractionboard')
    await page.getByRole('button', { name: 'Show and edit' }).click()
    expect(await page.getByLabel('Token ID').getAttribute('type')).toBe('password')
    expect(await page.getByLabel('Endpoint').inputValue()).toMatch(/^https:/)
  })

  test('a sample of Segment’s spec can be used, and more of them make a batch', async () => {
    const { page, event, hasVerdict } = await open()
    const sample = page.getByLabel('Sample event')
    const label = await page.locator('optgroup[label="Segment’s spec"] option').first().textContent()
    await sample.selectOption({ label: label ?? '' })
    await page.getByRole('button', { name: 'Use', exact: true }).click()
    const first = await event.textContent()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('batch of 2').waitFor()
    expect((await event.textContent())?.length).toBeGreaterThan((first?.length ?? 0) * 2)
    expect(await hasVerdict('2 of 2 events become items')).toContain('2 of 2')
  })
})

describe('what becomes of it, as one types', () => {
  test('the clause that decides is named when the filter does not match', async () => {
    const { page, filter, hasVerdict } = await open('action:trackEvent')
    await write(filter, 'type = "track" and properties.plan = "free"')
    await hasVerdict('no match')
    const clause = page.locator('.clause-decides')
    expect(await clause.count()).toBe(1)
    expect(await clause.textContent()).toContain('properties.plan = "free"')
  })

  test('a field goes from its path to what the action gets, and a bad one is dropped or rejects', async () => {
    const { page, event, mapping, hasVerdict } = await open('action:trackEvent')
    await write(event, track)
    await write(mapping, {
      person_id: { '@path': '$.userId' },
      name: { '@path': '$.event' },
      convert_timestamp: 'true',
      data: 5
    })
    const row = (key: string) =>
      page.locator('tr.field').filter({ has: page.locator('th code', { hasText: new RegExp(`^${key}$`) }) })
    await row('data').getByText('dropped').waitFor()
    expect(await row('person_id').textContent()).toMatch(/\$\.userId.*"u-1".*kept/)
    expect(await row('convert_timestamp').textContent()).toMatch(/coerced.*"true".*→.*true/)
    await write(mapping, { person_id: { '@path': '$.userId' } })
    await hasVerdict('rejected')
    expect(await row('name').textContent()).toContain('invalid')
  })

  test('problems stand in the mapping where they are', async () => {
    const { page, event, mapping } = await open('action:trackEvent')
    await write(event, track)
    await write(mapping, { person_id: 'u-1', name: 'x', data: 5 })
    const marked = page.locator('.cm-lintRange')
    await marked.first().waitFor()
    expect(await marked.allTextContents()).toEqual(['"data"'])
    await write(mapping, '{ "name": { "@pat": "x" } ')
    await page
      .getByText(/^This is not JSON/)
      .first()
      .waitFor()
  })

  test('an expression that cannot be read is told with its place', async () => {
    const { page, filter, hasVerdict } = await open('action:trackEvent')
    await write(filter, 'type = ')
    await hasVerdict('The subscription has a mistake')
    expect(
      await page
        .getByText(/^Expected .* at position/)
        .first()
        .isVisible()
    ).toBe(true)
    expect(await page.getByRole('button', { name: 'Send to sandbox' }).isDisabled()).toBe(true)
  })

  test('while the event is no JSON, what is known stays and says that it is old', async () => {
    const { page, event, hasVerdict } = await open('action:trackEvent')
    await write(event, '{ "type": "track", }')
    await page.getByText('“}” does not fit at line 1, column 20; remove the comma before it.').first().waitFor()
    expect(await hasVerdict('before the last edit')).toContain('1 item')
    await write(event, track)
    expect(await hasVerdict(/^1 item → 1 request$/)).toBe('1 item → 1 request')
  })

  test('a value that is no event costs the others nothing', async () => {
    const { page, event, hasVerdict } = await open()
    await write(event, [track, 5, { type: 'nonsense' }])
    expect(await hasVerdict('1 of 3')).toContain('1 of 3 events become items, 2 rejected')
    await page
      .getByRole('button', { name: /no event/ })
      .first()
      .click()
    expect(await page.getByText('An event must be a JSON object').isVisible()).toBe(true)
  })

  test('a destination that is switched off gets nothing, and what it would get is explained', async () => {
    const { page, event, hasVerdict } = await open('action:trackEvent')
    await write(event, { ...track, integrations: { 'Customer.io': false } })
    await hasVerdict('switched off')
    expect(await page.getByText('Nothing would be sent: Customer.io is switched off').isVisible()).toBe(true)
    expect(await page.locator('.field-kept').count()).toBeGreaterThan(0)
  })

  test('in a batch the event is looked at that the cursor stands in', async () => {
    const { page, event } = await open()
    await write(event, [track, { ...track, event: 'Second' }])
    const second = page.getByRole('button', { name: /track · Second/ })
    await second.waitFor()
    await event.press('Control+End')
    await event.press('ArrowUp')
    await page.locator('.event-list button[aria-pressed="true"]', { hasText: 'Second' }).waitFor()
    expect(await second.getAttribute('aria-pressed')).toBe('true')
  })

  test('nothing of what is typed fast is lost', async () => {
    const { page, event } = await open()
    await write(event, '')
    await event.focus()
    await page.keyboard.type('0123456789'.repeat(20))
    expect(await event.textContent()).toBe('0123456789'.repeat(20))
  })

  test('the editor suggests keys of the spec, and writes them', async () => {
    const { page, event } = await open()
    await write(event, '{ "type": "track",  }')
    await event.press('End')
    await event.press('ArrowLeft')
    await event.press('ArrowLeft')
    await page.keyboard.type('"anony')
    await page.locator('.cm-tooltip-autocomplete').getByText('anonymousId').click()
    await page.keyboard.type('a-1')
    expect(await event.textContent()).toBe('{ "type": "track", "anonymousId": "a-1" }')
  })
})
