import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { describeInChromium, launchChromium } from './chromium'

const ROOT = join(__dirname, '..')

/** Starts the example as its README says; resolves with the address it tells. */
async function startExample(): Promise<{ readonly server: ChildProcess; readonly address: string }> {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>
  }
  const [command = '', ...args] = (scripts['example:browser'] ?? '').split(' ')
  const server = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const [line] = (await once(server.stdout, 'data')) as [Buffer]
  const address = /http:\S+/.exec(line.toString())?.[0]
  if (address === undefined) throw new Error(`The example said: ${line.toString()}`)
  return { server, address }
}

describeInChromium('the example page in the browser', () => {
  let browser: Browser
  let server: ChildProcess
  let page: Page
  const foreign: string[] = []

  beforeAll(async () => {
    const started = await startExample()
    server = started.server
    browser = await launchChromium()
    const context = await browser.newContext()
    // What the service worker answers never leaves the browser; anything else would.
    await context.route(
      (url) => url.hostname !== '127.0.0.1',
      async (route) => {
        foreign.push(route.request().url())
        await route.abort()
      }
    )
    page = await context.newPage()
    await page.goto(started.address)
    await page.getByText('Stubs stand in').waitFor()
  })

  afterAll(async () => {
    await browser?.close()
    server?.kill()
  })

  const lines = (list: string): Promise<readonly string[]> => page.locator(`#${list} li`).allTextContents()

  async function press(name: string, eventsThen: number): Promise<void> {
    await page.getByRole('button', { name, exact: true }).click()
    await page
      .locator('#received li')
      .nth(eventsThen - 1)
      .waitFor()
  }

  test('shows the libraries what consent allows, and cloud mode everything else', async () => {
    await press('track', 1)
    expect(await lines('calls')).toEqual([])
    await page.getByRole('button', { name: 'Give consent' }).click()
    await page.getByRole('button', { name: 'Withdraw consent' }).waitFor()
    await press('identify', 2)
    await press('track', 3)
    await page.locator('#calls li').nth(3).waitFor()
    await page.getByRole('button', { name: 'Withdraw consent' }).click()
    await page.getByRole('button', { name: 'Give consent' }).waitFor()
    await press('track', 4)
    const calls = await lines('calls')
    expect(calls.filter((call) => call.startsWith('_cio'))).toEqual([
      '_cio.identify({"email":"ada@example.com","created_at":1706659200,"id":"ada"})',
      '_cio.track("Signed Up", {"plan":"pro","trialEnds":1896048000})'
    ])
    expect(calls.filter((call) => call.startsWith('bt'))).toEqual([
      'bt("updateUser", {"email":"ada@example.com","created_at":1706659200,"user_id":"ada"})',
      'bt("track", "Signed Up", {"plan":"pro","trialEnds":"2030-01-31"})'
    ])
    const skipped =
      'In cloud mode: Customer.io skipped: the page has sent it to Customer.io itself (device mode), as event._metadata says; ' +
      'Boomtrain skipped: the page has sent it to Boomtrain itself (device mode), as event._metadata says.'
    expect(await lines('received')).toEqual([
      expect.stringMatching(
        /^Signed Up, bundled: Segment\.io\. In cloud mode: Customer\.io delivers it; Boomtrain skipped: /
      ),
      `identify, bundled: Boomtrain, Customer.io, Segment.io. ${skipped}`,
      `Signed Up, bundled: Boomtrain, Customer.io, Segment.io. ${skipped}`,
      'Signed Up, bundled: Segment.io. In cloud mode: Customer.io delivers it; Boomtrain delivers it.'
    ])
    expect(foreign).toEqual([])
  })
})
