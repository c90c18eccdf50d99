import type { Browser, Locator, Page } from 'playwright-core'
import { closeFaultless, launchChromium, watchPage } from './chromium'
import type { WatchedPage } from './chromium'
import { servePage } from './serve-page'
import type { ServedPage, ServeOptions } from './serve-page'

/** The tester page in a browser, and its parts by the names a user of a screen reader hears. */
export interface TesterPage extends WatchedPage {
  readonly event: Locator
  readonly filter: Locator
  readonly mapping: Locator
  readonly destination: Locator
  readonly choice: Locator
  readonly verdict: Locator
  /** Waits for the line that says what becomes of it all. */
  readonly hasVerdict: (text: string | RegExp) => Promise<string>
}

/**
 * Serves the page for the tests of a file, and gives back what opens it at a destination, with all presets or one choice of it.
 * Each page is closed after its test, which fails when the page had faults or asked elsewhere.
 */
export function useTester(options: ServeOptions = {}): (place: TesterPlace) => Promise<TesterPage> {
  let browser: Browser
  let served: ServedPage
  const opened: TesterPage[] = []
  beforeAll(async () => {
    ;[browser, served] = await Promise.all([launchChromium(), servePage(options)])
  })
  afterEach(async () => {
    for (const tester of opened.splice(0)) await closeFaultless(tester)
  })
  afterAll(async () => {
    await browser.close()
    await served.stop()
  })
  return async (place) => {
    const tester = await openTester(browser, served, place)
    opened.push(tester)
    return tester
  }
}

async function openTester(
  browser: Browser,
  served: ServedPage,
  { destination, choice = 'presets', ...options }: TesterPlace
): Promise<TesterPage> {
  const watched = await watchPage(browser, served.origin, options)
  const place = new URLSearchParams({ destination, choice })
  await watched.page.goto(`${served.url}&${place.toString()}`)
  const parts = partsOf(watched.page)
  await parts.verdict.waitFor({ state: 'attached' })
  return { ...watched, ...parts }
}

type TesterPlace = Parameters<Browser['newContext']>[0] & {
  readonly destination: string
  readonly choice?: string
}

function partsOf(page: Page) {
  const verdict = page.locator('.verdict')
  return {
    event: page.getByRole('textbox', { name: /^Event, as JSON/ }),
    filter: page.getByRole('textbox', { name: 'Filter, in FQL' }),
    mapping: page.getByRole('textbox', { name: 'Mapping, as JSON' }),
    destination: page.getByLabel('Destination'),
    choice: page.getByLabel('Preset or action'),
    verdict,
    hasVerdict: async (text: string | RegExp) => {
      await verdict.filter({ hasText: text }).waitFor()
      return (await verdict.textContent()) ?? ''
    }
  }
}

/** Puts text into an editor, as JSON when it is none yet. */
export const write = (editor: Locator, value: unknown): Promise<void> =>
  editor.fill(typeof value === 'string' ? value : JSON.stringify(value, null, 2))
