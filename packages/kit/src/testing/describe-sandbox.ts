import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { AnyEndpoint, Destination, ExampleRequest, Examples } from '../definition'
import { utf8Bytes } from '../http'
import { judge } from '../outcome'
import { buildRequest, encodeRequest, splitByLimits } from '../plan'
import type { DestinationPlan, PlannedItem } from '../plan'
import type { ConformanceOptions, SandboxUnderTest } from './conformance-options'
import { planExample } from './plan-example'

interface Traveller {
  readonly title: string
  readonly plan: DestinationPlan
  readonly endpoint: AnyEndpoint
  readonly items: readonly PlannedItem[]
  readonly requests: readonly ExampleRequest[]
}

const parse = (body: string): unknown => (body === '' ? undefined : (JSON.parse(body) as unknown))

/** The examples over HTTP, into a simulator that was written from the vendor's documents alone. */
export function describeSandbox(destination: Destination, examples: Examples, options: ConformanceOptions): void {
  const { startSandbox } = options
  if (startSandbox === undefined) return
  const travellers = travellersOf(destination, examples)
  describe('at the simulated vendor', () => {
    let sandbox: SandboxUnderTest
    beforeAll(async () => {
      sandbox = await startSandbox()
    })
    beforeEach(() => sandbox.reset())
    afterAll(() => sandbox.close())

    test('every example arrives as exactly its requests, and is accepted', async () => {
      for (const { title, requests, ...traveller } of travellers) {
        const before = sandbox.received().length
        const outcomes = await send(sandbox, traveller)
        const received = sandbox
          .received()
          .slice(before)
          .map(({ method, path, body }) => ({ method, path, json: parse(body) }))
        expect({ title, outcomes, received }).toEqual({
          title,
          outcomes: traveller.items.map(() => ({ kind: 'delivered', status: expect.any(Number) })),
          received: requests.map(({ method, url, json }) => ({ method, path: new URL(url).pathname, json }))
        })
      }
    })

    test('a batch leaves the vendor with the same as its items one by one', async () => {
      for (const { plan, endpoint, items } of travellers) {
        for (const item of items) await send(sandbox, { plan, endpoint, items: [item] })
      }
      const oneByOne = sandbox.state()
      sandbox.reset()
      for (const together of byEndpoint(travellers)) await send(sandbox, together)
      expect(sandbox.state()).toEqual(oneByOne)
      expect(JSON.stringify(oneByOne).length).toBeGreaterThan(100)
    })
  })
}

/** Examples written for the common settings, as items for their endpoints. */
function travellersOf(destination: Destination, examples: Examples): readonly Traveller[] {
  return examples.examples.flatMap((example) => {
    if (example.settings !== undefined) return []
    const { plan, planned } = planExample(destination, examples, example)
    if (planned.kind !== 'items' || !('requests' in example.expect)) return []
    const { endpoint } = planned.subscription.action
    return [{ title: example.title, plan, endpoint, items: planned.items, requests: example.expect.requests }]
  })
}

/** Neighbours that go to the same endpoint, together: what a lane would do, and order stays what it was. */
function byEndpoint(travellers: readonly Traveller[]): readonly Omit<Traveller, 'title' | 'requests'>[] {
  const together: { plan: DestinationPlan; endpoint: AnyEndpoint; items: PlannedItem[] }[] = []
  for (const { plan, endpoint, items } of travellers) {
    const last = together.at(-1)
    if (last?.endpoint === endpoint) last.items.push(...items)
    else together.push({ plan, endpoint, items: [...items] })
  }
  return together
}

async function send(sandbox: SandboxUnderTest, { plan, endpoint, items }: Omit<Traveller, 'title' | 'requests'>) {
  const outcomes = []
  for (const part of splitByLimits(items, ({ body }) => utf8Bytes(body.text), endpoint.limits)) {
    const request = encodeRequest(plan.destination, plan.settings, buildRequest(endpoint, plan.settings, part))
    const verdict = judge(endpoint, { kind: 'response', response: await sandbox.send(request) }, part)
    outcomes.push(...(verdict.kind === 'each' ? verdict.outcomes : [verdict]))
  }
  return outcomes
}
