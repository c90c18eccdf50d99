import { createUndiciTransport } from '@waybill/runner'
import { openCatalogue } from '../src/definitions/catalogue'
import { startServe } from '../src/serve/start-serve'
import type { ServeOptions } from '../src/serve/start-serve'
import type { SandboxAccess } from '../src/tester/sandbox-access'
import { createAcmeFolder } from './acme-folder'
import { createManualWatch } from './manual-watch'
import { startVendor } from './vendor'

export const TOKEN = 'the-token-of-this-start'

const NO_SANDBOX: SandboxAccess = {
  settingsFor: () => undefined,
  transportTo: () => Promise.reject(new Error('Nobody plays it.'))
}

/** The destination Acme, served as a user would, with a vendor to send to. */
export async function startServing(overrides: Partial<ServeOptions> & { readonly only?: string } = { only: 'acme' }) {
  const folder = createAcmeFolder()
  const watch = createManualWatch()
  const vendor = await startVendor()
  const catalogue = await openCatalogue({ directory: folder.directory, watch: watch.watch })
  const transport = createUndiciTransport()
  const release = async (): Promise<void> => {
    await catalogue.close()
    await transport.close()
    await vendor.close()
    folder.remove()
  }
  const serving = await startServe({
    catalogue,
    only: undefined,
    port: 0,
    token: TOKEN,
    page: { folder: undefined, launchCode: 'once' },
    transport,
    sandboxes: NO_SANDBOX,
    clock: { now: () => 0, wait: async () => undefined },
    ...overrides
  }).catch(async (error: unknown) => {
    await release()
    throw error
  })
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(serving.url + path, { redirect: 'manual', ...init })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, json: parse(text) }
  }
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers })
  return {
    folder,
    watch,
    vendor,
    catalogue,
    serving,
    ask,
    post,
    /** As the page asks. */
    api: (path: string, body?: unknown) =>
      body === undefined
        ? ask(`/waybill/api${path}`, { headers: { 'x-waybill-token': TOKEN } })
        : post(`/waybill/api${path}`, body, { 'x-waybill-token': TOKEN }),
    /** Resolves when the files that changed have been read. */
    changed: (...files: readonly string[]) =>
      new Promise<readonly string[]>((resolve) => {
        const end = catalogue.onChange((slugs) => {
          end()
          resolve(slugs)
        })
        watch.change(...files)
      }),
    settings: { apiKey: 'the-secret-key', endpoint: vendor.url },
    close: async () => {
      await serving.close()
      await release()
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
