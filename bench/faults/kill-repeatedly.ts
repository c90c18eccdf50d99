import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compare, createLoad } from './load'
import type { Account } from './load'
import { startServiceProcess } from './start-service-process'
import { startCountingVendor } from './vendor'

export interface KillOptions {
  readonly slug: string
  readonly times: number
  /** A number from 0 to 1. */
  readonly random: () => number
  readonly tell?: (line: string) => void
}

const SENDERS = 4
const LONGEST_LIFE_MILLISECONDS = 2500

/** Kills a service under load at random moments, starts it again each time, and compares what all sides know in the end. */
export async function killRepeatedly({ slug, times, random, tell }: KillOptions): Promise<Account> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-kill-'))
  const vendor = await startCountingVendor(random)
  const load = createLoad()
  try {
    for (let kill = 1; kill <= times; kill++) {
      const { kill: endNow, url } = await startServiceProcess({ folder, vendor: vendor.url, slug })
      const over = new AbortController()
      const sending = Promise.all(Array.from({ length: SENDERS }, () => load.send(url, over.signal)))
      await new Promise((resolve) => {
        setTimeout(resolve, random() * LONGEST_LIFE_MILLISECONDS)
      })
      const ended = endNow()
      over.abort()
      await Promise.all([sending, ended])
      tell?.(`kill ${kill}: ${load.accepted().length} events accepted so far`)
    }
    const { url, finish } = await startServiceProcess({ folder, vendor: vendor.url, slug })
    await load.sendRest(url)
    return compare(load.accepted(), vendor.seen, await finish())
  } finally {
    await vendor.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
