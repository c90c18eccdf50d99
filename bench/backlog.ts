import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { customerio } from '@waybill/destinations'
import { compileDestination } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import { createRunner, systemClock } from '@waybill/runner'
import type { Transport } from '@waybill/runner'
import { createEmbeddedStore } from '@waybill/runner/embedded-store'
import { lineWriter } from './events'
import { table, writeResults } from './measure'
import { settingsFor } from './settings'

const EVENTS = 1_000_000
// As many events as a client sends at once, as in the delivery benchmark.
const PORTION = 500
const DOWN = { kind: 'failure', failure: 'network', message: 'The vendor is down.' } as const
const UP = { kind: 'response', response: { status: 200, headers: {}, body: {} } } as const

/** A million events while the vendor is down, and then up again: memory, disk and speed. */
export async function benchBacklog(): Promise<void> {
  const compiled = compileDestination(customerio, { settings: settingsFor(customerio) })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join(' '))
  const folder = mkdtempSync(join(tmpdir(), 'waybill-bench-'))
  const path = join(folder, 'queue')
  const store = await createEmbeddedStore({ path })
  let isUp = false
  let ended = 0
  const transport: Transport = { send: () => Promise.resolve(isUp ? UP : DOWN), close: () => Promise.resolve() }
  const runner = createRunner({
    instances: [{ id: 'bench', plan: compiled.plan, requestsPerWindow: 1_000_000 }],
    store,
    transport,
    clock: systemClock,
    random: Math.random,
    backoff: { baseMilliseconds: 100, maximumMilliseconds: 1000 },
    tell: (event) => {
      if (event.kind === 'delivery-ended') ended += 1
    }
  })
  await runner.start()
  const lineOf = lineWriter()
  const rss: number[] = []
  const started = performance.now()
  for (let first = 0; first < EVENTS; first += PORTION) {
    await runner.accept(
      Array.from({ length: PORTION }, (_, index) => {
        const body = lineOf(first + index)
        return { id: String(first + index), body, event: JSON.parse(body) as SegmentEvent }
      })
    )
    if (first % (EVENTS / 10) === 0) rss.push(process.memoryUsage.rss() / 2 ** 20)
  }
  const accepted = performance.now()
  isUp = true
  await runner.finish()
  const drained = performance.now()
  const rows: readonly (readonly [string, number])[] = [
    ['accepted per second while down', EVENTS / ((accepted - started) / 1000)],
    ['drained per second', EVENTS / ((drained - accepted) / 1000)],
    ['deliveries ended', ended],
    ['RSS after 100,000 events, MB', rss[1] ?? Number.NaN],
    ['RSS after 900,000 events, MB', rss[9] ?? Number.NaN],
    ['peak RSS, MB', process.resourceUsage().maxRSS / 1024],
    ['file, MB', statSync(path).size / 2 ** 20]
  ]
  await runner.stop(0)
  await store.close()
  rmSync(folder, { recursive: true })
  writeResults('backlog', Object.fromEntries(rows))
  process.stdout.write(`A backlog of ${EVENTS} events\n\n${table(['what', 'figure'], rows)}\n`)
}
