import type { SegmentEvent } from '@waybill/kit'
import fc from 'fast-check'
import { eventOf, planAcme } from '../test/acme'
import { createFakeClock } from '../test/fake-clock'
import { createModelStore } from '../test/model-store'
import type { ModelStore } from '../test/model-store'
import { createProcess } from '../test/process'
import type { CrashPoint } from '../test/process'
import { createVendor, POISON, REFUSED } from '../test/vendor'
import type { Seen, Treatment, Vendor } from '../test/vendor'
import type { LifecycleEvent } from './lifecycle'
import { createRunner } from './runner'
import type { RunnerOptions } from './runner'
import { createMemoryStore } from './queue/memory-store'
import type { QueueStore } from './queue/queue-store'

interface Given {
  readonly user: number
  readonly name: string
  readonly things: readonly ('plain' | 'poison' | 'refused' | 'cursed')[]
}

interface Scenario {
  readonly given: readonly Given[]
  readonly limits: { readonly items?: number; readonly bytes?: number; readonly itemBytes?: number }
  readonly rate: { readonly requests: number; readonly perSeconds: number } | undefined
  readonly treatments: readonly Treatment[]
  readonly latencies: readonly number[]
  readonly crashes: readonly CrashPoint[]
  readonly isStrict: boolean
  readonly portion: number
  readonly pause: number
  /** Which events come again with each portion, once they have come. */
  readonly repeats: readonly number[]
  readonly tuning: Partial<RunnerOptions>
}

const ITEM_BYTES = 40

const NAMES = [
  'send',
  'sendElsewhere',
  'send twice',
  'sendElsewhere twice',
  'sendToList',
  'sendToBroken',
  'unknown',
  'delete'
]

const treatment: fc.Arbitrary<Treatment> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Treatment>({ kind: 'answers' }) },
  fc.record({ kind: fc.constant('busy' as const), retryAfter: fc.integer({ min: 0, max: 90 }) }),
  fc.constant<Treatment>({ kind: 'busy' }),
  fc.record({ kind: fc.constant('fails' as const), status: fc.constantFrom(500, 503, 408, 423) }),
  fc.record({
    kind: fc.constant('silence' as const),
    isTaken: fc.boolean(),
    how: fc.constantFrom('timeout' as const, 'network' as const)
  })
)

const optional = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined })

const defined = <Shape extends object>(shape: Shape): { [Key in keyof Shape]: NonNullable<Shape[Key]> } =>
  Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as never

const scenario: fc.Arbitrary<Scenario> = fc.record({
  given: fc.array(
    fc.record({
      user: fc.integer({ min: 0, max: 3 }),
      name: fc.constantFrom(...NAMES),
      things: fc.array(
        fc.oneof(
          { weight: 6, arbitrary: fc.constant('plain' as const) },
          fc.constantFrom('poison' as const, 'refused' as const, 'cursed' as const)
        ),
        { maxLength: 3 }
      )
    }),
    { minLength: 1, maxLength: 30 }
  ),
  limits: fc
    .record({
      items: optional(fc.integer({ min: 1, max: 5 })),
      bytes: optional(fc.integer({ min: 1100, max: 1300 })),
      itemBytes: optional(fc.constant(ITEM_BYTES))
    })
    .map(defined),
  rate: optional(fc.record({ requests: fc.integer({ min: 1, max: 3 }), perSeconds: fc.integer({ min: 1, max: 2 }) })),
  treatments: fc.array(treatment, { maxLength: 25 }),
  latencies: fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 5 }),
  crashes: fc.array(fc.record({ call: fc.integer({ min: 1, max: 40 }), isCarriedOut: fc.boolean() }), { maxLength: 4 }),
  isStrict: fc.boolean(),
  portion: fc.integer({ min: 1, max: 10 }),
  pause: fc.integer({ min: 0, max: 500 }),
  repeats: fc.array(fc.nat(29), { maxLength: 4 }),
  tuning: fc.record({
    windowMessages: fc.integer({ min: 2, max: 20 }),
    maximumConcurrency: fc.integer({ min: 1, max: 4 }),
    lingerMilliseconds: fc.integer({ min: 0, max: 300 }),
    retryForMilliseconds: fc.constantFrom(3000, 4 * 60 * 60 * 1000)
  })
})

/** What a scenario left behind. */
interface Aftermath {
  readonly events: readonly SegmentEvent[]
  /** What the runners told. */
  readonly told: readonly LifecycleEvent[]
  /** All that were given to it, each as often as it was. */
  readonly given: readonly SegmentEvent[]
  readonly store: ModelStore
  readonly vendor: Vendor
  readonly plan: ReturnType<typeof planAcme>
  /** Which request was the first of each process. */
  readonly processes: readonly number[]
}

async function live(scenarioOf: Scenario, durable?: QueueStore): Promise<Aftermath> {
  const { given, limits, rate, treatments, latencies, crashes, tuning } = scenarioOf
  const clock = createFakeClock()
  const store = createModelStore()
  const vendor = createVendor({ clock, treatments, latencies, isStrict: scenarioOf.isStrict })
  const plan = planAcme({ ...limits, ...(rate && { rate }) })
  const events = given.map(toEvent)
  const processes: number[] = []
  const told: LifecycleEvent[] = []
  const sent: SegmentEvent[] = []
  let accepted = 0
  for (const crash of [...crashes, undefined]) {
    processes.push(vendor.seen.length)
    const { store: guarded, transport, died } = createProcess(durable ?? store, vendor, crash)
    const runner = createRunner({
      instances: [{ id: 'acme', plan }],
      store: guarded,
      transport,
      clock,
      random: () => 0.5,
      tell: (event) => void told.push(event),
      ...tuning
    })
    const lived = (async () => {
      await runner.start()
      while (accepted < events.length) {
        const end = Math.min(events.length, accepted + scenarioOf.portion)
        const again = scenarioOf.repeats.flatMap((index) => (index < end ? (events[index] ?? []) : []))
        // Beside the others in one call, and at the same time in another.
        const calls = [[...events.slice(accepted, end), ...again], again]
        sent.push(...calls.flat())
        await Promise.all(calls.map((call) => runner.accept(call.map((event) => ({ event })))))
        accepted = end
        await clock.wait(scenarioOf.pause)
      }
      await runner.finish()
      await runner.stop(1000)
    })()
    await clock.runUntil(Promise.race([lived, died]))
  }
  return { events, told, given: sent, store, vendor, plan, processes }
}

/** Things are named by event, place, user and what is wrong with them. */
function toEvent({ user, name, things }: Given, index: number): SegmentEvent {
  const all = things.map((kind, place) => {
    const wrong = kind === 'poison' ? POISON : ''
    // A definition that fails on an item, and one that fails on its route.
    const cursed = kind === 'cursed' && name === 'sendToBroken' ? 'cursed' : ''
    const list = kind === 'cursed' ? 'forbidden' : `list ${user % 2}`
    const refusal = kind === 'refused' && name.startsWith('send') && !name.includes('To') && !name.includes('Else')
    return { id: `${index}.${place}:${user}${wrong}${refusal ? REFUSED : ''}${cursed}`, list }
  })
  if (name === 'delete') return { type: 'delete', messageId: `event ${index}`, userId: `user ${user}` }
  return { ...eventOf(name, ...all), messageId: `event ${index}`, userId: `user ${user}` }
}

/** What each subscription should have made of each event. */
function expected({ events, plan }: Aftermath) {
  return events.flatMap((event) =>
    plan.plan(event).map((planned) => ({
      messageId: event.messageId,
      subscription: planned.subscription?.name ?? null,
      endpoint: planned.subscription?.action.endpoint,
      kind: planned.kind,
      ids: planned.kind === 'items' ? planned.items.map(({ body }) => (JSON.parse(body.text) as { id: string }).id) : []
    }))
  )
}

const nameOf = ({
  messageId,
  subscription
}: {
  readonly messageId?: unknown
  readonly subscription: unknown
}): string => JSON.stringify([messageId, subscription])

function checkAccounts(after: Aftermath, { limits, tuning }: Scenario): void {
  const { store, vendor } = after
  const records = store.recorded()
  const wanted = expected(after)
  expect(records.map((record) => nameOf(record)).toSorted()).toEqual(wanted.map(nameOf).toSorted())
  expect(store.left()).toBe(0)
  const taken = new Map<string, number>()
  for (const id of vendor.taken) taken.set(id, (taken.get(id) ?? 0) + 1)
  for (const { messageId, subscription, kind, ids } of wanted) {
    const record = records.find((each) => each.messageId === messageId && each.subscription === subscription)
    const isForbidden = subscription === 'sendToList things' && isCursed(after, messageId)
    const spoiled = ids.filter((id) => id.includes(POISON) || id.includes(REFUSED) || id.includes('cursed'))
    const isTooLarge = limits.itemBytes !== undefined && ids.some((id) => isLong(id))
    if (kind !== 'items' || ids.length === 0) expect(record?.kind).toBe(kind === 'rejected' ? 'rejected' : 'skipped')
    else if (spoiled.length > 0 || isTooLarge || isForbidden) expect(record?.kind).not.toBe('delivered')
    else if (limits.itemBytes === undefined && tuning.retryForMilliseconds !== 3000)
      expect(record?.kind).toBe('delivered')
    if (record?.kind === 'delivered') for (const id of ids) expect(taken.get(id)).toBeGreaterThanOrEqual(1)
    // Sent twice, and nobody told: the one thing that must not happen.
    if (ids.some((id) => (taken.get(id) ?? 0) > 1)) expect(record?.unknown).toBe(true)
  }
}

/** What was accepted has ended; what was not was repeated. */
function checkSums(after: Aftermath): void {
  const sumOf = (kind: 'deliveries-accepted' | 'deliveries-repeated'): number =>
    after.told.reduce((sum, event) => (event.kind === kind ? sum + event.count : sum), 0)
  const deliveriesOf = (events: readonly SegmentEvent[]): number => expected({ ...after, events }).length
  const ended = after.told.filter(({ kind }) => kind === 'delivery-ended').length
  expect([sumOf('deliveries-accepted'), ended]).toEqual([deliveriesOf(after.events), deliveriesOf(after.events)])
  expect(sumOf('deliveries-repeated')).toBe(deliveriesOf(after.given) - deliveriesOf(after.events))
}

/** By any list, since all are as long or longer. */
const isLong = (id: string): boolean => JSON.stringify({ id, list: 'list 0' }).length > ITEM_BYTES

const isCursed = ({ events }: Aftermath, messageId: unknown): boolean =>
  JSON.stringify(events.find((event) => event.messageId === messageId)).includes('forbidden')

const userOf = (id: string): string => /:(?:user )?(\d)/.exec(id)?.[1] ?? ''

const doorOf = (url: string): string => url.replace(/lists.*/, 'lists')

/** The requests of each process, by the door they went to. */
function requestsByDoor({ vendor, processes }: Aftermath): readonly (readonly Seen[])[] {
  return processes.flatMap((start, index) => {
    const requests = vendor.seen.slice(start, processes[index + 1])
    const doors = new Set(requests.map(({ url }) => doorOf(url)))
    return Array.from(doors, (door) => requests.filter(({ url }) => doorOf(url) === door))
  })
}

/** Two requests with items of one user are never under way to one door at once. */
function checkOneAtATime(after: Aftermath): void {
  for (const requests of requestsByDoor(after)) {
    for (const [index, first] of requests.entries()) {
      const during = requests.slice(index + 1).filter(({ at }) => at < (first.endedAt ?? at))
      const users = new Set(first.ids.map(userOf))
      expect(during.flatMap(({ ids }) => ids.filter((id) => users.has(userOf(id))))).toEqual([])
    }
  }
}

/** What the vendor took of a user, it took in the order of the events. */
function checkTakenOrder(after: Aftermath): void {
  const lines = new Map<string, string[]>()
  for (const { endpoint, ids } of expected(after)) {
    for (const id of ids) {
      const line = `${endpoint?.docs} ${userOf(id)}`
      lines.set(line, [...(lines.get(line) ?? []), id])
    }
  }
  const first = firstTaken(after)
  for (const ids of lines.values()) {
    const places = ids.flatMap((id) => first.get(id) ?? [])
    expect(places).toEqual(places.toSorted((one, other) => one - other))
  }
}

/** Nothing that a user did before a deletion request reaches the vendor after it, by whichever door. */
function checkDeletions(after: Aftermath): void {
  const first = firstTaken(after)
  const all = expected(after)
  for (const [index, deletion] of all.entries()) {
    const deleted = deletion.ids.flatMap((id) => (id.includes(':user') ? [first.get(id) ?? Infinity] : []))[0]
    if (deleted === undefined) continue
    const before = all.slice(0, index).flatMap(({ ids }) => ids)
    const ofUser = before.filter((id) => userOf(id) === userOf(deletion.ids[0] ?? ''))
    expect(ofUser.filter((id) => (first.get(id) ?? 0) > deleted)).toEqual([])
  }
}

function firstTaken({ vendor }: Aftermath): ReadonlyMap<string, number> {
  const first = new Map<string, number>()
  for (const [index, id] of vendor.taken.entries()) if (!first.has(id)) first.set(id, index)
  return first
}

function checkLimits(after: Aftermath, { limits, rate }: Scenario): void {
  for (const { ids, bytes } of after.vendor.seen) {
    expect(ids.length).toBeGreaterThan(0)
    if (limits.items !== undefined) expect(ids.length).toBeLessThanOrEqual(limits.items)
    if (limits.bytes !== undefined) expect(bytes).toBeLessThanOrEqual(limits.bytes)
  }
  if (rate === undefined) return
  for (const requests of requestsByDoor(after)) {
    const times = requests.map(({ at }) => at)
    for (const time of times) {
      const inWindow = times.filter((at) => at >= time && at < time + rate.perSeconds * 1000)
      expect(inWindow.length).toBeLessThanOrEqual(rate.requests)
    }
  }
}

test('over the store in memory they hold as well, as long as the process lives', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const memory = createMemoryStore()
      const after = await live({ ...given, crashes: [] }, memory)
      const outcomes = await memory.outcomes({ maximum: 1000 })
      expect(outcomes.map(nameOf).toSorted()).toEqual(expected(after).map(nameOf).toSorted())
      checkSums(after)
      checkOneAtATime(after)
      checkTakenOrder(after)
      checkDeletions(after)
      checkLimits(after, given)
    }),
    { numRuns: Math.ceil(Number(process.env['RUNS'] ?? 150) / 3) }
  )
}, 60_000)

test('whatever the vendor does and wherever the process ends, all promises hold', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const after = await live(given)
      checkAccounts(after, given)
      checkOneAtATime(after)
      // What expires before a crash comes back with its message, after what was behind it.
      if (given.tuning.retryForMilliseconds !== 3000) {
        checkTakenOrder(after)
        checkDeletions(after)
      }
      checkLimits(after, given)
    }),
    { numRuns: Number(process.env['RUNS'] ?? 150) }
  )
}, 60_000)
