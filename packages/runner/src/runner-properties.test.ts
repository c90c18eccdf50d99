import fc from 'fast-check'
import type { EndpointLimits, SegmentEvent } from '@waybill/kit'
import { planAcme } from '../test/acme'
import { failure, response } from '../test/fake-transport'
import type { Answer, Seen } from '../test/fake-transport'
import { startRunner } from '../test/start-runner'

const ITEM_BYTES = 120

/** One item of a scenario: what a user sends, and whether the vendor will ever take it. */
interface Wish {
  readonly poison: boolean
  readonly large: boolean
}

interface Scenario {
  readonly limits: EndpointLimits
  /** What goes wrong with each request in turn; after the last, nothing does any more. */
  readonly faults: readonly ('none' | 'lost' | 'taken but lost' | 'busy' | 'wait')[]
  /** How the vendor refuses a request with a poisonous item: as a whole, by naming it, or inside a success. */
  readonly refusal: 'whole' | 'named' | 'inside'
  readonly events: readonly {
    readonly user: string
    readonly items: readonly Wish[]
    readonly twice: boolean
    readonly pause: number
    readonly awaited: boolean
  }[]
  readonly retryForMilliseconds: number
}

const wish: fc.Arbitrary<Wish> = fc.record({
  poison: fc.boolean().map((poison) => poison),
  large: fc.integer({ min: 0, max: 9 }).map((value) => value === 0)
})

const scenario: fc.Arbitrary<Scenario> = fc.record({
  limits: fc.record(
    {
      items: fc.integer({ min: 1, max: 6 }),
      itemBytes: fc.constant(ITEM_BYTES),
      bytes: fc.integer({ min: 1100, max: 1400 }),
      rate: fc.record({ requests: fc.integer({ min: 1, max: 3 }), perSeconds: fc.integer({ min: 1, max: 5 }) })
    },
    { requiredKeys: ['itemBytes'] }
  ),
  faults: fc.array(fc.constantFrom('none', 'lost', 'taken but lost', 'busy', 'wait'), { maxLength: 12 }),
  refusal: fc.constantFrom('whole', 'named', 'inside'),
  events: fc.array(
    fc.record({
      user: fc.constantFrom('a', 'b', 'c'),
      items: fc.array(wish, { maxLength: 4 }),
      twice: fc.boolean(),
      pause: fc.constantFrom(0, 0, 50, 300),
      awaited: fc.boolean()
    }),
    { maxLength: 15 }
  ),
  retryForMilliseconds: fc.constantFrom(2000, 3_600_000)
})

interface Sent {
  readonly id: string
  readonly user: string
  readonly poison: boolean
}

const sentIn = ({ request }: Seen): readonly Sent[] => (JSON.parse(request.body ?? '') as { things: Sent[] }).things

/** A vendor that writes down what it took, and answers as the scenario says. */
function vendorOf({ faults, refusal }: Scenario): { readonly answer: Answer; readonly taken: Sent[] } {
  const taken: Sent[] = []
  const judged = (items: readonly Sent[]): ReturnType<typeof response> => {
    const errors = items.flatMap(({ poison }, index) => (poison ? [{ index, reason: 'poison' }] : []))
    if (errors.length > 0 && refusal === 'whole') return response(400, { message: 'poison' })
    if (errors.length > 0 && refusal === 'named') return response(400, { errors })
    taken.push(...items.filter(({ poison }) => !poison))
    return response(errors.length > 0 ? 207 : 200, { errors })
  }
  return {
    taken,
    answer: (seen, index) => {
      const fault = faults[index] ?? 'none'
      if (fault === 'lost') return failure('Reset.')
      if (fault === 'busy') return response(503)
      if (fault === 'wait') return response(429, {}, { 'retry-after': '1' })
      const answer = judged(sentIn(seen))
      return fault === 'none' ? answer : failure('Reset.')
    }
  }
}

const eventsOf = ({ events }: Scenario): readonly SegmentEvent[] =>
  events.map(({ user, items, twice }, number) => ({
    type: 'track',
    event: twice ? 'send twice' : 'send',
    userId: user,
    properties: {
      things: items.map(({ poison, large }, index) => ({
        id: `${number}.${index}`,
        user,
        poison,
        ...(large && { text: 'x'.repeat(ITEM_BYTES) })
      }))
    }
  }))

async function run(given: Scenario) {
  const vendor = vendorOf(given)
  let random = 0
  const started = startRunner({
    plan: planAcme(given.limits),
    answer: vendor.answer,
    retryForMilliseconds: given.retryForMilliseconds,
    random: () => (random = (random + 0.37) % 1)
  })
  const accepts: Promise<void>[] = []
  for (const [index, event] of eventsOf(given).entries()) {
    const accepted = started.runner.accept(event, String(index))
    accepts.push(accepted)
    if (given.events[index]?.awaited === true) await started.clock.runUntil(accepted)
    await started.clock.advance(given.events[index]?.pause ?? 0)
  }
  await started.clock.runUntil(Promise.all(accepts))
  await started.finish()
  return { ...started, taken: vendor.taken }
}

/** The ids an event's delivery stands for; the second of two actions marks its own. */
const idsOf = (given: Scenario, reference: number, action: string | undefined): readonly string[] =>
  (given.events[reference]?.items ?? []).map((_, index) => `${reference}.${index}${action === 'sendAgain' ? "'" : ''}`)

describe('whatever goes wrong', () => {
  test('every subscription of every event ends exactly once, and truly', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (given) => {
        const { told, taken } = await run(given)
        const ends = told.filter((event) => event.kind === 'delivery-ended')
        const keys = ends.map(({ delivery: { reference, action } }) => `${reference} ${action}`)
        expect(keys.toSorted()).toEqual(
          given.events
            .flatMap(({ twice }, index) => [`${index} send`, ...(twice ? [`${index} sendAgain`] : [])])
            .toSorted()
        )
        const takenIds = new Set(taken.map(({ id }) => id))
        for (const { delivery, ended } of ends) {
          const reference = Number(delivery.reference)
          const items = given.events[reference]?.items ?? []
          const ids = idsOf(given, reference, delivery.action)
          const hopeless = items.some(({ poison, large }) => poison || large)
          if (ended.kind === 'skipped') expect(items).toEqual([])
          if (ended.kind === 'delivered') expect(hopeless).toBe(false)
          if (ended.kind === 'delivered') expect(ids.filter((id) => !takenIds.has(id))).toEqual([])
          if (ended.kind === 'rejected') expect(hopeless).toBe(true)
          if (ended.kind === 'expired') expect(given.retryForMilliseconds).toBe(2000)
          if (hopeless) expect(['rejected', 'expired']).toContain(ended.kind)
        }
      }),
      { numRuns: 150 }
    )
  })

  test('the items of a user reach the vendor in the order of their events', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (given) => {
        const { taken } = await run(given)
        const order = given.events.flatMap(({ twice }, index) => [
          ...idsOf(given, index, 'send'),
          ...(twice ? idsOf(given, index, 'sendAgain') : [])
        ])
        for (const user of ['a', 'b', 'c']) {
          // An item whose answer was lost is taken again; what counts is when it was taken first.
          const first = [...new Set(taken.filter((sent) => sent.user === user).map(({ id }) => id))]
          expect(first).toEqual(order.filter((id) => first.includes(id)))
        }
      }),
      { numRuns: 150 }
    )
  })

  test('no request holds more than the limits allow, and no window more requests', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (given) => {
        const { transport } = await run(given)
        const { items = Infinity, bytes = Infinity, rate } = given.limits
        for (const { request, ids } of transport.seen) {
          expect(ids.length).toBeGreaterThan(0)
          expect(ids.length).toBeLessThanOrEqual(items)
          if (ids.length > 1) expect(Buffer.byteLength(request.body ?? '')).toBeLessThanOrEqual(bytes)
        }
        if (rate === undefined) return
        for (const { at } of transport.seen) {
          const window = transport.seen.filter((seen) => seen.at >= at && seen.at < at + rate.perSeconds * 1000)
          expect(window.length).toBeLessThanOrEqual(rate.requests)
        }
      }),
      { numRuns: 150 }
    )
  })
})
