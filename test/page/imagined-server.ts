import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { pageFolder } from '@waybill/console'
import type { Page, Route } from 'playwright-core'

/** Where the imagined server is: an address that nobody listens at. */
export const ORIGIN = 'http://127.0.0.1:1'

/** What it answers at a path below `/waybill/api/`: a status with a body, or a broken connection. */
export type Answer = { readonly status: number; readonly body: unknown } | 'broken'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml'
}

/**
 * Serves the page from its files, and answers its calls as told: for what a real server seldom does. Whatever is not told
 * is never answered.
 */
export async function imagineServer(page: Page, answers: Readonly<Record<string, Answer>>): Promise<void> {
  await page.route(`${ORIGIN}/waybill/**`, async (route) => {
    const path = new URL(route.request().url()).pathname.replace('/waybill/', '')
    if (path === 'view.json') await route.fulfill({ json: { view: 'tester' } })
    else if (path.startsWith('api/')) await answerCall(route, answers[path.replace('api/', '')])
    else await answerFile(route, path === '' ? 'index.html' : path)
  })
}

async function answerCall(route: Route, answer: Answer | undefined): Promise<void> {
  if (answer === 'broken') await route.abort('connectionrefused')
  else if (answer !== undefined) await route.fulfill({ status: answer.status, json: answer.body })
}

const answerFile = (route: Route, path: string): Promise<void> =>
  route.fulfill({
    contentType: TYPES[extname(path)] ?? 'text/plain',
    headers: {
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; connect-src 'self'"
    },
    body: readFileSync(join(pageFolder, path))
  })
