import { destinations } from '@waybill/destinations'
import { compileDestination, splitByLimits, utf8Bytes } from '@waybill/kit'
import type { AnyEndpoint, DestinationPlan, PlannedItem } from '@waybill/kit'
import { createPreview } from '@waybill/runner'
import { exampleEvents } from './events'
import { table, writeResults } from './measure'
import { settingsFor } from './settings'

const EVENTS = 1000

/** Requests for a thousand mixed events: together, as the runner sends them, and batched action by action. */
export function benchRequests(): Promise<void> {
  const results = Object.values(destinations).map((destination) => {
    const compiled = compileDestination(destination, { settings: settingsFor(destination) })
    if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join(' '))
    return {
      destination: destination.slug,
      together: requestsTogether(compiled.plan),
      byAction: requestsByAction(compiled.plan)
    }
  })
  writeResults('requests', results)
  const rows = results.map(({ destination, together, byAction }) => [destination, String(together), String(byAction)])
  process.stdout.write(
    `Requests per ${EVENTS} mixed events\n\n${table(['destination', 'together', 'batched by action'], rows)}\n`
  )
  return Promise.resolve()
}

const mixed = () => {
  const { events } = exampleEvents()
  return Array.from({ length: EVENTS }, (_, index) => events[index % events.length]).filter(
    (event) => event !== undefined
  )
}

function requestsTogether(plan: DestinationPlan): number {
  let requests = 0
  const preview = createPreview({ plan, request: () => (requests += 1), ended: () => undefined })
  mixed().forEach((event, index) => preview.accept(event, String(index)))
  preview.finish()
  return requests
}

function requestsByAction(plan: DestinationPlan): number {
  const lists = new Map<string, { endpoint: AnyEndpoint; items: PlannedItem[] }>()
  for (const planned of mixed().flatMap((event) => plan.plan(event))) {
    if (planned.kind !== 'items') continue
    const { partnerAction, action } = planned.subscription
    const list = lists.get(partnerAction) ?? { endpoint: action.endpoint, items: [] }
    list.items.push(...planned.items)
    lists.set(partnerAction, list)
  }
  return Array.from(lists.values()).reduce(
    (sum, { endpoint, items }) =>
      sum + splitByLimits(items, ({ body }) => utf8Bytes(body.text), endpoint.limits).length,
    0
  )
}
