import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pageFolder } from '@waybill/console'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchChromium as launch } from '../chromium'

/** Starts the browser that the tests of the page run in; a sentence says what to install where something is missing. */
export async function launchChromium(): Promise<Browser> {
  if (!existsSync(join(pageFolder, 'index.html'))) throw new Error('The page is not built; run npm run build first.')
  return launch()
}

export interface WatchedPage {
  readonly page: Page
  readonly context: BrowserContext
  /** What the page asked for from anywhere but the address it came from. */
  readonly foreignRequests: readonly string[]
  /** Errors of its scripts, and what its policy refused. */
  readonly faults: readonly string[]
}

/** A page of the browser that is watched for what no page of ours may do. */
export async function watchPage(
  browser: Browser,
  origin: string,
  options: Parameters<Browser['newContext']>[0] = {}
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const foreignRequests: string[] = []
  const faults: string[] = []
  context.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) foreignRequests.push(request.url())
  })
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (message) => {
    if (/Content Security Policy|violates/.test(message.text())) faults.push(message.text())
  })
  return { page, context, foreignRequests, faults }
}

/** Closes a page; fails when anything went wrong in it unseen. */
export async function closeFaultless({ context, faults, foreignRequests }: WatchedPage): Promise<void> {
  await context.close()
  if (faults.length > 0) throw new Error(`The page had faults:\n${faults.join('\n')}`)
  if (foreignRequests.length > 0) throw new Error(`The page asked elsewhere:\n${foreignRequests.join('\n')}`)
}
