import { parentPort, workerData } from 'node:worker_threads'
import { destinations } from '@waybill/destinations'
import { compileDestination } from '@waybill/kit'
import type { Destination } from '@waybill/kit'
import { exampleEvents } from './events'
import type { Work, WorkRequest } from './planning-work'
import { onEach, onThousand } from './segment-runtime'
import { settingsFor } from './settings'

const { slug, work } = workerData as WorkRequest
const destination = destinations[slug]
if (destination === undefined) throw new Error(`There is no destination ${slug}.`)

// Our own work is short: enough of it for the clock to be exact and for the engine to have compiled what it will.
const REPEATS = 100
const { lines, events } = exampleEvents()

const runs: Readonly<Record<Work, (of: Destination) => () => Promise<number> | number>> = {
  waybill: planEvents,
  onEvent: (of) => onEach(of, events),
  onBatch: (of) => onThousand(of, events),
  json: () => () => repeat(lines.length, () => lines.forEach((line) => JSON.stringify(JSON.parse(line)))),
  match: (of) => {
    const { subscriptions } = compile(of)
    return () =>
      repeat(events.length, () => events.forEach((event) => subscriptions.forEach(({ matches }) => matches(event))))
  },
  map: (of) => {
    const routed = route(of)
    return () =>
      repeat(events.length, () => routed.forEach(({ event, subscription }) => subscription.mapping.resolve(event)))
  },
  check: (of) => {
    const mapped = route(of).map(({ event, subscription }) => ({
      check: subscription.check,
      payload: subscription.mapping.resolve(event)
    }))
    return () => repeat(events.length, () => mapped.forEach(({ check, payload }) => check(payload)))
  },
  write: (of) => {
    const plan = compile(of)
    const items = events
      .flatMap((event) => plan.plan(event))
      .flatMap((planned) => (planned.kind === 'items' ? planned.items : []))
    const bodies = items.map(({ body }) => body.toJSON())
    return () => repeat(events.length, () => bodies.forEach((body) => JSON.stringify(body)))
  }
}

const run = runs[work](destination)
parentPort?.on('message', () => {
  void measureOnce().then((microseconds) => parentPort?.postMessage(microseconds))
})

/** Microseconds of processor time per event. Only one worker works at a time, so the process's time is its own. */
async function measureOnce(): Promise<number> {
  const started = process.cpuUsage()
  const count = await run()
  const { user, system } = process.cpuUsage(started)
  return (user + system) / count
}

function repeat(count: number, once: () => void): number {
  for (let index = 0; index < REPEATS; index++) once()
  return count * REPEATS
}

function compile(of: Destination) {
  const compiled = compileDestination(of, { settings: settingsFor(of) })
  if (compiled.ok) return compiled.plan
  throw new Error(compiled.problems.map(({ message }) => message).join(' '))
}

function route(of: Destination) {
  const { subscriptions } = compile(of)
  return events.flatMap((event) =>
    subscriptions.filter(({ matches }) => matches(event)).map((subscription) => ({ event, subscription }))
  )
}

function planEvents(of: Destination): () => number {
  const { plan } = compile(of)
  return () => repeat(events.length, () => events.forEach((event) => plan(event)))
}
