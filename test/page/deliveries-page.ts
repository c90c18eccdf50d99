import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox } from '@waybill/sandbox'
import type { Sandbox } from '@waybill/sandbox'
import { readConfiguration } from '@waybill/server'
import type { RunningService } from '@waybill/server'
import { destinations } from '@waybill/destinations'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { reachPlayed } from '../../packages/cli/src/service/reach-vendors'
import { startConfigured } from '../../packages/cli/src/service/start-configured'
import { sandboxSettings } from '../../packages/cli/src/settings/sandbox-targets'
import { closeFaultless, launchChromium, watchPage } from './chromium'
import type { WatchedPage } from './chromium'

const WRITE_KEY = 'write-key-of-a-test'

/** A service on this machine with the sandbox in the place of the vendors, and pages of it in a browser. */
export interface DeliveriesPage {
  readonly sandbox: Sandbox
  readonly token: string
  readonly openPage: (options?: BrowserContextOptions) => Promise<Page>
  /** Sends an event as a client does; resolves once it is accepted. */
  readonly send: (event: object) => Promise<void>
}

/** Runs a service for the tests of a file; each page is closed after its test, which fails when the page had faults. */
export function useDeliveries(): () => DeliveriesPage {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-page-'))
  const opened: WatchedPage[] = []
  let browser: Browser
  let service: RunningService
  let sandbox: Sandbox
  let closeVendors: () => Promise<void>
  beforeAll(async () => {
    sandbox = await startSandbox()
    const vendors = reachPlayed(sandbox)
    closeVendors = vendors.close
    const configuration = configure(folder)
    ;[browser, service] = await Promise.all([
      launchChromium(),
      startConfigured({
        configuration,
        vendors,
        readAgain: async () => ({ ok: true, configuration, warnings: [] }),
        environment: {},
        isForPerson: true,
        log: { name: 'none', open: async () => ({ close: async () => undefined }) }
      })
    ])
  })
  afterEach(async () => {
    for (const watched of opened.splice(0)) await closeFaultless(watched)
  })
  afterAll(async () => {
    await browser.close()
    await service.stop('The test is over.')
    await closeVendors()
    rmSync(folder, { recursive: true })
  })
  return () => {
    const url = service.where.find(({ name }) => name === 'deliveries')?.address ?? ''
    return {
      sandbox,
      token: url.split('token=')[1] ?? '',
      openPage: async (options) => {
        const watched = await watchPage(browser, new URL(url).origin, options)
        opened.push(watched)
        await watched.page.goto(url)
        await watched.page.locator('.connection', { hasText: /^connected$/ }).waitFor()
        return watched.page
      },
      send: async (event) => {
        const response = await fetch(`${service.url}/v1/batch`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ writeKey: WRITE_KEY, batch: [event] })
        })
        expect(await response.json()).toEqual({ success: true })
      }
    }
  }
}

function configure(folder: string) {
  const text = JSON.stringify({
    http: { port: 0 },
    operations: { port: 0 },
    data: { folder },
    sources: { site: { writeKeys: [WRITE_KEY] } },
    destinations: { customerio: {}, 'braze-appboy': {} }
  })
  const read = readConfiguration(text, {
    destinations,
    sourceKinds: [],
    environment: {},
    folder,
    settingsOf: sandboxSettings
  })
  if (!read.ok) throw new Error('The configuration of this test is wrong.')
  return read.configuration
}
