import type { Destination, Example, ExampleRequest, Examples } from '../definition'
import { utf8Bytes } from '../http'
import { buildRequest, compileDestination, defaultMapping, splitByLimits } from '../plan'
import type { DestinationPlan, Planned, PlannedItem } from '../plan'

/** An example, planned: the plan it was planned with, and what its action made of the event. */
export interface PlannedExample {
  readonly plan: DestinationPlan
  readonly planned: Planned
}

/** The settings an example is written for. */
export const settingsOf = ({ settings }: Examples, example: Example): Readonly<Record<string, unknown>> => ({
  ...settings,
  ...example.settings
})

/** Plans one example through its action alone, whatever the presets say. */
export function planExample(destination: Destination, examples: Examples, example: Example): PlannedExample {
  const compiled = compileDestination(destination, {
    settings: settingsOf(examples, example),
    subscriptions: [subscriptionFor(destination, example)]
  })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ place, message }) => `${place}: ${message}`).join('\n'))
  const planned = compiled.plan.plan(example.event).find(({ subscription }) => subscription?.name === EXAMPLE)
  if (planned === undefined) throw new Error('The event did not reach the action.')
  return { plan: compiled.plan, planned }
}

const EXAMPLE = 'Example'

/** The subscription that takes exactly the example's event to exactly its action. */
export const subscriptionFor = (destination: Destination, example: Example) => ({
  name: EXAMPLE,
  partnerAction: example.action,
  subscribe: `type = "${example.event.type}"`,
  mapping: { ...defaultMapping(destination.actions[example.action]?.fields ?? {}), ...example.mapping }
})

/** The requests that items make when nothing else travels with them. */
export function requestsOf(
  plan: DestinationPlan,
  endpoint: Parameters<typeof buildRequest>[0],
  items: readonly PlannedItem[]
): readonly ExampleRequest[] {
  return splitByLimits(items, ({ body }) => utf8Bytes(body.text), endpoint.limits).map((part) => {
    const { method, url, json } = buildRequest(endpoint, plan.settings, part)
    return { method, url, ...(json !== undefined && { json: plainJson(json) }) }
  })
}

/** A body with its items as ordinary values, which is what an example shows. */
const plainJson = (json: unknown): unknown => JSON.parse(JSON.stringify(json)) as unknown
