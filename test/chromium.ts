import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
]

const NEEDED = 'The browser tests need Chromium: apt-get install chromium, or set CHROMIUM to the path of one.'

/** Where a Chromium is that tests can drive: `CHROMIUM`, else where systems keep it; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM']
  if (named !== undefined && !existsSync(named)) throw new Error(`CHROMIUM names "${named}", where nothing is.`)
  return named ?? PLACES.find((path) => existsSync(path))
}

/** A headless Chromium; the tests show it pages of their own alone, so that it may run without its sandbox, as root. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error(NEEDED)
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}

/**
 * `describe` where there is a Chromium, with time enough for a busy machine. Where there is none the tests are skipped,
 * but never in CI: they fail there.
 */
export function describeInChromium(name: string, tests: () => void): void {
  jest.setTimeout(60_000)
  const isSkipped = findChromium() === undefined && process.env['CI'] === undefined
  if (isSkipped) process.stderr.write(`Skipped, ${name}. ${NEEDED}\n`)
  const declare = isSkipped ? describe.skip : describe
  declare(name, tests)
}
