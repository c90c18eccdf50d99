import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WRITE_KEY } from './service-process'
import type { ServiceProcessAnswer, ServiceProcessRequest } from './service-process'
import { startCountingVendor } from './vendor'

export interface KillOptions {
  readonly slug: string
  readonly times: number
  /** A number from 0 to 1. */
  readonly random: () => number
  readonly tell?: (line: string) => void
}

export interface KillResult {
  readonly kills: number
  /** Events that were answered with success. */
  readonly accepted: number
  /** Of those, how many the vendor never got: must be none. */
  readonly lost: number
  /** How many it got twice, and of those how many without the outcome saying so: the latter must be none. */
  readonly twice: number
  readonly twiceUnsaid: number
  readonly unknown: number
  /** Accepted events without exactly one recorded outcome: must be none. */
  readonly unaccounted: number
  readonly waiting: number
}

const SENDERS = 4
const BATCH = 10
const LONGEST_LIFE_MILLISECONDS = 2500

/** Kills a service under load at random moments, starts it again each time, and compares what all sides know in the end. */
export async function killRepeatedly({ slug, times, random, tell }: KillOptions): Promise<KillResult> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-kill-'))
  const vendor = await startCountingVendor(random)
  const load = createLoad()
  try {
    for (let kill = 1; kill <= times; kill++) {
      const { child, url } = await start({ folder, vendor: vendor.url, slug })
      const over = new AbortController()
      const sending = Promise.all(Array.from({ length: SENDERS }, () => load.send(url, over.signal)))
      await new Promise((resolve) => {
        setTimeout(resolve, random() * LONGEST_LIFE_MILLISECONDS)
      })
      child.kill('SIGKILL')
      over.abort()
      await Promise.all([sending, once(child, 'exit')])
      tell?.(`kill ${kill}: ${load.accepted().length} events accepted so far`)
    }
    const { child, url } = await start({ folder, vendor: vendor.url, slug })
    await load.sendRest(url)
    child.send('finish')
    const [answer] = (await once(child, 'message')) as [ServiceProcessAnswer]
    await once(child, 'exit')
    return compare(load.accepted(), vendor.seen, answer, times)
  } finally {
    await vendor.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function start(request: ServiceProcessRequest): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = fork(join(__dirname, 'service-process.ts'), {
    execArgv: ['--require', 'esbuild-register', '--conditions=@waybill/source'],
    env: { ...process.env, NODE_OPTIONS: '' }
  })
  child.send(request)
  const [url] = (await once(child, 'message')) as [string]
  return { child, url }
}

/** Clients that send each batch until it is answered with success, as Segment's do, whichever process that takes. */
function createLoad() {
  let made = 0
  const accepted: string[] = []
  const unanswered: string[][] = []
  const nextBatch = (): string[] =>
    unanswered.shift() ??
    Array.from({ length: BATCH }, () => {
      made += 1
      return `event ${made}`
    })

  async function sendBatch(url: string, batch: string[]): Promise<void> {
    const messages = batch.map((event) => ({ type: 'track', userId: `user of ${event}`, messageId: event, event }))
    try {
      const response = await fetch(`${url}/v1/batch`, {
        method: 'POST',
        body: JSON.stringify({ writeKey: WRITE_KEY, batch: messages })
      })
      const answer = (await response.json()) as { readonly success: boolean; readonly errors?: unknown }
      if (answer.success && answer.errors === undefined) return void accepted.push(...batch)
    } catch {
      // The process has gone: nobody knows whether it had taken them.
    }
    unanswered.push(batch)
  }

  return {
    accepted: (): readonly string[] => accepted,
    send: async (url: string, signal: AbortSignal): Promise<void> => {
      while (!signal.aborted) await sendBatch(url, nextBatch())
    },
    sendRest: async (url: string): Promise<void> => {
      while (unanswered.length > 0) await sendBatch(url, nextBatch())
    }
  }
}

function compare(
  accepted: readonly string[],
  seen: ReadonlyMap<string, number>,
  { outcomes, waiting }: ServiceProcessAnswer,
  kills: number
): KillResult {
  const recorded = new Map<string, number>()
  const unknown = new Set<string>()
  for (const outcome of outcomes) {
    recorded.set(outcome.messageId, (recorded.get(outcome.messageId) ?? 0) + 1)
    if (outcome.unknown) unknown.add(outcome.messageId)
  }
  const twice = accepted.filter((id) => (seen.get(id) ?? 0) > 1)
  return {
    kills,
    accepted: accepted.length,
    lost: accepted.filter((id) => !seen.has(id)).length,
    twice: twice.length,
    twiceUnsaid: twice.filter((id) => !unknown.has(id)).length,
    unknown: unknown.size,
    unaccounted: accepted.filter((id) => recorded.get(id) !== 1).length,
    waiting
  }
}
