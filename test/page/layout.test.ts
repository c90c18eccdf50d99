import type { BrowserContextOptions } from 'playwright-core'
import { faintTexts } from './contrast'
import { useTester, write } from './tester-page'

const openTester = useTester()

/** An event and a mapping that make every kind of state show: kept, coerced, dropped, and a mistake. */
async function openFull(options: Pick<BrowserContextOptions, 'colorScheme'>, width = 1280) {
  const tester = await openTester({ destination: 'customerio', choice: 'action:trackEvent', ...options })
  await write(tester.event, [{ type: 'track', userId: 'u-1', event: 'Signed Up' }, { type: 'page' }, 5])
  await write(tester.mapping, { person_id: { '@path': '$.userId' }, name: 'x', convert_timestamp: 'true', data: 5 })
  await tester.page.locator('.field-dropped').waitFor({ state: 'attached' })
  await tester.page.setViewportSize({ width, height: 844 })
  return tester
}

const PANES = [/^Event/, /^Settings & mapping/, /^Result/]

test.each([320, 390, 760, 1100, 1280])('at %d pixels nothing is wider than its place', async (width) => {
  const { page } = await openFull({}, width)
  const panes = page.getByRole('navigation', { name: 'Panes' }).getByRole('button')
  /** By how much the page, or anything on it that scrolls down, is wider than it may be. */
  const excess = () =>
    page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('.pane, .pane-body, .app-head')].map(
        ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth
      )
    )
  const found: number[] = await excess()
  for (const name of width < 760 ? PANES : []) {
    await panes.filter({ hasText: name }).click()
    found.push(...(await excess()))
  }
  expect(found.length).toBeGreaterThan(2)
  expect(Math.max(...found)).toBe(0)
})

test('on a narrow screen one pane shows, with a way to the others', async () => {
  const { page, event, verdict } = await openFull({}, 390)
  expect([await event.isVisible(), await verdict.isVisible()]).toEqual([true, false])
  await page.getByRole('button', { name: /^Result/ }).click()
  expect([await event.isVisible(), await verdict.isVisible()]).toEqual([false, true])
  await page.getByRole('button', { name: 'Send to sandbox' }).click()
  await page.getByText('status 200').first().waitFor()
})

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test('every text stands out from its ground', async () => {
    const { page } = await openFull({ colorScheme })
    await page.getByRole('button', { name: 'Show and edit' }).click()
    expect(await faintTexts(page)).toEqual([])
    await page.getByRole('button', { name: 'Send to sandbox' }).click()
    await page.getByText('status 200').first().waitFor()
    expect(await faintTexts(page)).toEqual([])
  })
})

test('the dark scheme is dark', async () => {
  const grounds: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, context } = await openFull({ colorScheme })
    grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor))
    if (colorScheme === 'light') await context.close()
  }
  const [light, dark] = grounds.map((ground) => Number(/\d+/.exec(ground)?.[0]))
  expect(light).toBeGreaterThan(200)
  expect(dark).toBeLessThan(50)
})

test('every control has a name, every id is its own, and there is one first heading', async () => {
  const { page } = await openFull({})
  await page.getByRole('button', { name: 'Show and edit' }).click()
  const found = await page.evaluate(() => {
    const controls = [...document.querySelectorAll('button, input, select, textarea, [role=tabpanel], [role=region]')]
    const nameOf = (element: Element): string => {
      const labels =
        element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? [...(element.labels ?? [])] : []
      const labelledBy = document.getElementById(element.getAttribute('aria-labelledby') ?? '')
      const texts = [
        element.getAttribute('aria-label'),
        labelledBy?.textContent,
        ...labels.map((label) => label.textContent)
      ]
      return [...texts, element.textContent].find((text) => (text ?? '').trim() !== '') ?? ''
    }
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
    const described = [...document.querySelectorAll('[aria-describedby], [aria-labelledby]')].flatMap((element) =>
      ['aria-describedby', 'aria-labelledby'].flatMap((name) => element.getAttribute(name)?.split(' ') ?? [])
    )
    return {
      controls: controls.length,
      nameless: controls.filter((element) => nameOf(element) === '').map((element) => element.outerHTML.slice(0, 80)),
      twice: ids.filter((id, index) => ids.indexOf(id) !== index),
      dangling: described.filter((id) => document.getElementById(id) === null),
      headings: document.querySelectorAll('h1').length,
      language: document.documentElement.lang
    }
  })
  expect(found.controls).toBeGreaterThan(15)
  expect(found).toMatchObject({ nameless: [], twice: [], dangling: [], headings: 1, language: 'en' })
})
