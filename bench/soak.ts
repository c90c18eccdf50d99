import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Agent } from 'undici'
import { table, writeResults } from './measure'
import { createBodies, postBatch } from './service-load'
import type { ServiceAnswer, ServiceSample, ServiceStarted } from './service-work'
import { startProcess } from './start-process'

const MINUTES = Number(process.env['BENCH_MINUTES'] ?? 2)
const EVENTS_PER_SECOND = Number(process.env['BENCH_RATE'] ?? 5000)
const SLUGS = ['customerio', 'braze-appboy']
const BATCH_SIZE = 100
const CONNECTIONS = 4
const SAMPLE_MILLISECONDS = 1000

/** What a minute of load was like. */
interface Minute {
  readonly minute: number
  readonly accepted: number
  readonly delivered: number
  readonly cpuPerCent: number
  readonly lowestRssMb: number
  readonly highestRssMb: number
  readonly heapMb: number
  readonly externalMb: number
  readonly fileMb: number
}

/** A service under a steady load for long: whether it keeps up, and what its memory does. */
export async function benchSoak(): Promise<void> {
  const sink = startProcess('sink.ts')
  const [origin] = (await once(sink, 'message')) as [string]
  const worker = startProcess('service-worker.ts')
  worker.send({ slugs: SLUGS, sink: origin })
  const [{ url }] = (await once(worker, 'message')) as [ServiceStarted]
  const load = startLoad(url)
  const minutes: Minute[] = []
  for (let minute = 1; minute <= MINUTES; minute++) {
    const result = await watchMinute(minute, worker, load.accepted)
    minutes.push(result)
    process.stdout.write(`${JSON.stringify(result)}\n`)
  }
  await load.stop()
  worker.send('finish')
  const [answer] = (await once(worker, 'message')) as [ServiceAnswer]
  sink.disconnect()
  if (answer.delivered < load.accepted() * SLUGS.length) {
    throw new Error(`Of ${load.accepted()} events only ${answer.delivered} deliveries ended.`)
  }
  writeResults('soak', minutes)
  const title = `${SLUGS.join(' + ')}, ${EVENTS_PER_SECOND} events/s asked for, peak ${answer.peakRssMb.toFixed(0)} MB`
  process.stdout.write(`${title}\n\n${showMinutes(minutes)}\n`)
}

/** Sends batches at the wished pace; a service that is slower is sent less, not more later. */
function startLoad(url: string) {
  const agent = new Agent({ connections: CONNECTIONS, pipelining: 1 })
  const bodies = createBodies(BATCH_SIZE)
  const pause = (1000 * BATCH_SIZE * CONNECTIONS) / EVENTS_PER_SECOND
  let accepted = 0
  const over = new AbortController()
  const send = async (): Promise<void> => {
    let next = performance.now()
    while (!over.signal.aborted) {
      await postBatch(url, bodies(), agent)
      accepted += BATCH_SIZE
      next = Math.max(next + pause, performance.now() - pause)
      await wait(Math.max(0, next - performance.now()))
    }
  }
  const sending = Promise.all(Array.from({ length: CONNECTIONS }, send))
  return {
    accepted: () => accepted,
    stop: async () => {
      over.abort()
      await sending
      await agent.close()
    }
  }
}

async function watchMinute(minute: number, worker: ChildProcess, accepted: () => number): Promise<Minute> {
  const before = await ask(worker)
  const acceptedBefore = accepted()
  const resident: number[] = []
  let last = before
  const end = performance.now() + 60_000
  while (performance.now() < end) {
    await wait(SAMPLE_MILLISECONDS)
    last = await ask(worker)
    resident.push(last.rssMb)
  }
  return {
    minute,
    accepted: accepted() - acceptedBefore,
    delivered: last.delivered - before.delivered,
    cpuPerCent: Math.round(((last.cpuSeconds - before.cpuSeconds) / 60) * 100),
    lowestRssMb: Math.round(Math.min(...resident)),
    highestRssMb: Math.round(Math.max(...resident)),
    heapMb: Math.round(last.heapMb),
    externalMb: Math.round(last.externalMb),
    fileMb: Math.round(last.fileMb)
  }
}

async function ask(worker: ChildProcess): Promise<ServiceSample> {
  worker.send('sample')
  const [sample] = (await once(worker, 'message')) as [ServiceSample]
  return sample
}

function showMinutes(minutes: readonly Minute[]): string {
  const head = ['minute', 'accepted/s', 'delivered/s', 'cpu %', 'RSS from', 'to MB', 'file MB']
  const rows = minutes.map((minute) => [
    String(minute.minute),
    (minute.accepted / 60).toFixed(0),
    (minute.delivered / 60).toFixed(0),
    String(minute.cpuPerCent),
    String(minute.lowestRssMb),
    String(minute.highestRssMb),
    String(minute.fileMb)
  ])
  return table(head, rows)
}
