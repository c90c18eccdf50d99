import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compare, createLoad } from './load'
import type { Account } from './load'
import { startServiceProcess } from './start-service-process'
import type { ServiceProcess } from './start-service-process'
import { startCountingVendor } from './vendor'

export interface FillOptions {
  /** A folder on a disk of some 32 MB with nothing else on it. */
  readonly disk: string
  readonly slug: string
  /** Whether the service is killed while the disk is full, and started again when there is room. */
  readonly isKilled: boolean
  readonly random: () => number
  readonly tell?: (line: string) => void
}

export interface FillResult extends Account {
  /** What clients were told when the reserve was reached, and what those were told who asked whether it is ready. */
  readonly refusal: { readonly status: number; readonly retryAfter: string | null; readonly body: unknown }
  readonly ready: number
  readonly healthy: number
}

const RESERVE_MEGABYTES = 8
const EVENT_PADDING = 'x'.repeat(2000)

/**
 * Fills a disk twice: by events for a vendor that is down, until the service refuses them; and by another file to its last
 * byte while the vendor is up again. In the end, after room was made, everything that was accepted must be delivered once.
 */
export async function fillDisk({ disk, slug, isKilled, random, tell }: FillOptions): Promise<FillResult> {
  const folder = mkdtempSync(join(disk, 'waybill-'))
  const ballast = join(disk, 'ballast')
  const vendor = await startCountingVendor(random)
  const load = createLoad({ padding: EVENT_PADDING })
  try {
    const start = (): Promise<ServiceProcess> =>
      startServiceProcess({ folder, vendor: vendor.url, slug, reserveMegabytes: RESERVE_MEGABYTES })
    let service = await start()
    const { url } = service
    vendor.answer(503)
    const refusal = await load.sendUntilRefused(url)
    const [{ status: ready }, { status: healthy }] = await Promise.all([
      fetch(`${url}/readyz`),
      fetch(`${url}/healthz`)
    ])
    tell?.(`${load.accepted().length} events accepted, then ${JSON.stringify(refusal)}`)
    const full = service.untilFull()
    fill(ballast)
    vendor.answer(200)
    await full
    tell?.('not a byte is left on the disk; the ballast goes')
    if (isKilled) await service.kill()
    rmSync(ballast)
    if (isKilled) service = await start()
    await load.sendRest(service.url)
    return { ...compare(load.accepted(), vendor.seen, await service.finish()), refusal, ready, healthy }
  } finally {
    await vendor.close()
    rmSync(folder, { recursive: true, force: true })
    rmSync(ballast, { force: true })
  }
}

/** Writes until not a byte more fits. */
export function fill(path: string): void {
  writeFileSync(path, '')
  for (let bytes = 1_000_000; bytes >= 1;) {
    try {
      appendFileSync(path, Buffer.alloc(bytes))
    } catch {
      bytes = Math.floor(bytes / 2)
    }
  }
}
