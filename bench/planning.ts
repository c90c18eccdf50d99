// First, since it replaces what actions-core loads.
import './stub-fetch'
import { Destination as SegmentDestination } from '@segment/actions-core'
import { destinations } from '@waybill/destinations'
import { compileDestination, presetSubscriptions } from '@waybill/kit'
import type { Destination, DestinationPlan, SegmentEvent } from '@waybill/kit'
import { toSegment } from '@waybill/kit/segment'
import { exampleEvents } from './events'
import { measure, table, writeResults } from './measure'
import { settingsFor } from './settings'

const ROUNDS = 9
// Enough repetitions of our own, much shorter, work for the clock to be exact.
const REPEATS = 20

interface PlanningResult {
  readonly destination: string
  readonly events: number
  readonly waybillUs: number
  readonly onEventUs: number
  readonly onBatchUs: number
  readonly jsonUs: number
}

/** Planning (match → items, serialised) beside Segment's runtime and beside parsing and writing the same JSON. */
export async function benchPlanning(): Promise<void> {
  const results: PlanningResult[] = []
  for (const destination of Object.values(destinations)) results.push(await benchDestination(destination))
  writeResults('planning', results)
  const rows = results.map(({ destination, events, waybillUs, onEventUs, onBatchUs, jsonUs }) => [
    destination,
    String(events),
    waybillUs,
    onEventUs,
    onBatchUs,
    jsonUs,
    `${(onEventUs / waybillUs).toFixed(0)}x`,
    `${(onBatchUs / waybillUs).toFixed(0)}x`,
    waybillUs / jsonUs
  ])
  const head = [
    'destination',
    'events',
    'waybill µs',
    'onEvent µs',
    'onBatch µs',
    'JSON µs',
    'onEvent/waybill',
    'onBatch/waybill',
    'waybill/JSON'
  ]
  process.stdout.write(
    `Planning, microseconds per event (medians of ${ROUNDS} interleaved rounds)\n\n${table(head, rows)}\n\n`
  )
  for (const destination of Object.values(destinations)) await benchPhases(destination)
}

function compile(destination: Destination): DestinationPlan {
  const compiled = compileDestination(destination, { settings: settingsFor(destination) })
  if (compiled.ok) return compiled.plan
  throw new Error(compiled.problems.map(({ message }) => message).join(' '))
}

async function benchDestination(destination: Destination): Promise<PlanningResult> {
  const { lines, events } = exampleEvents()
  const plan = compile(destination)
  const segment = segmentRuntime(destination)
  const batch = Array.from({ length: 1000 }, (_, index) => events[index % events.length] as SegmentEvent)
  const times = await measure(
    [
      {
        name: 'waybill',
        events: events.length * REPEATS,
        run: () => repeat(() => events.forEach((event) => plan.plan(event)))
      },
      { name: 'onEvent', events: events.length, run: () => segment.onEvents(events) },
      { name: 'onBatch', events: batch.length, run: () => segment.onBatch(batch) },
      {
        name: 'json',
        events: lines.length * REPEATS,
        run: () => repeat(() => lines.forEach((line) => JSON.stringify(JSON.parse(line))))
      }
    ],
    ROUNDS
  )
  const of = (name: string) => times.get(name) ?? Number.NaN
  return {
    destination: destination.slug,
    events: events.length,
    waybillUs: of('waybill'),
    onEventUs: of('onEvent'),
    onBatchUs: of('onBatch'),
    jsonUs: of('json')
  }
}

function repeat(work: () => void): void {
  for (let index = 0; index < REPEATS; index++) work()
}

/** Segment's runtime with the same definition and subscriptions; what it remembers of every response is dropped. */
function segmentRuntime(destination: Destination) {
  const runtime = new SegmentDestination(toSegment(destination))
  const settings = { ...settingsFor(destination), subscriptions: presetSubscriptions(destination) } as never
  const forget = () => {
    runtime.responses.length = 0
  }
  return {
    onEvents: async (events: readonly SegmentEvent[]) => {
      for (const event of events) await runtime.onEvent(event as never, settings).catch(() => undefined)
      forget()
    },
    onBatch: async (events: readonly SegmentEvent[]) => {
      await runtime.onBatch(events as never, settings).catch(() => undefined)
      forget()
    }
  }
}

/** Where the time of a plan goes, phase by phase, each phase on top of those before it. */
async function benchPhases(destination: Destination): Promise<void> {
  const { events } = exampleEvents()
  const plan = compile(destination)
  const routed = events.flatMap((event) =>
    plan.subscriptions.filter(({ matches }) => matches(event)).map((subscription) => ({ event, subscription }))
  )
  const phase = (name: string, work: () => void) => ({ name, events: events.length * REPEATS, run: () => repeat(work) })
  const times = await measure(
    [
      phase('match', () => events.forEach((event) => plan.subscriptions.forEach(({ matches }) => matches(event)))),
      phase('map', () => routed.forEach(({ event, subscription }) => subscription.mapping.resolve(event))),
      phase('map + check', () =>
        routed.forEach(({ event, subscription }) => subscription.check(subscription.mapping.resolve(event)))
      ),
      phase('map + check + items + write', () => routed.forEach(({ event, subscription }) => subscription.plan(event)))
    ],
    ROUNDS
  )
  process.stdout.write(`Where it goes: ${destination.slug}\n\n${table(['phase', 'µs'], Array.from(times))}\n\n`)
}
