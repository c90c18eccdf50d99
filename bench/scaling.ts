import { customerio } from '@waybill/destinations'
import { compileDestination, defaultMapping, presetSubscriptions } from '@waybill/kit'
import type { SegmentEvent, Subscription } from '@waybill/kit'
import { exampleEvents } from './events'
import { measure, table, writeResults } from './measure'
import { settingsFor } from './settings'

const ROUNDS = 7
const REPEATS = 30

/** Planning with more and more subscriptions, and with larger and larger events. */
export async function benchScaling(): Promise<void> {
  const { events } = exampleEvents()
  const bySubscriptions = await measure(
    [1, 10, 100, 1000].map((count) => contender(`${count} subscriptions`, subscriptions(count), events)),
    ROUNDS
  )
  const bySize = await measure(
    [0.5, 2, 8, 32].map((kilobytes) =>
      contender(`${kilobytes} kB events`, presetSubscriptions(customerio), [eventOf(kilobytes * 1000)])
    ),
    ROUNDS
  )
  const rows = [...bySubscriptions, ...bySize]
  writeResults(
    'scaling',
    rows.map(([what, microseconds]) => ({ what, microseconds }))
  )
  process.stdout.write(`Planning, microseconds per event\n\n${table(['with', 'µs'], rows)}\n`)
}

function contender(name: string, of: readonly Subscription[], events: readonly SegmentEvent[]) {
  const compiled = compileDestination(customerio, { settings: settingsFor(customerio), subscriptions: of })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join(' '))
  const { plan } = compiled.plan
  const count = Math.max(events.length, 300)
  return {
    name,
    run: () => {
      const started = process.cpuUsage()
      for (let index = 0; index < REPEATS * count; index++) plan(events[index % events.length] as SegmentEvent)
      const { user, system } = process.cpuUsage(started)
      return Promise.resolve((user + system) / (REPEATS * count))
    }
  }
}

/** One subscription that wants every track call, and for the rest one for each of so many event names. */
function subscriptions(count: number): readonly Subscription[] {
  const mapping = defaultMapping(customerio.actions.trackEvent.fields)
  return Array.from({ length: count }, (_, index) => ({
    name: `Subscription ${index}`,
    partnerAction: 'trackEvent',
    subscribe: index === 0 ? 'type = "track"' : `type = "track" and event = "Event ${index}"`,
    mapping
  }))
}

function eventOf(bytes: number): SegmentEvent {
  const properties: Record<string, unknown> = {}
  const event: SegmentEvent = {
    type: 'track',
    messageId: 'bench',
    userId: 'u-1',
    event: 'Measured',
    timestamp: '2026-03-04T05:06:07.890Z',
    properties
  }
  for (let index = 0; JSON.stringify(event).length < bytes - 40; index++)
    properties[`property_${index}`] = `value ${index}`
  return event
}
