import fc from 'fast-check'
import type { EndpointLimits } from '../definition'
import { fits, splitByLimits } from './batch'
import { sameRoute } from './route'
import type { Route } from './route'

interface Entry {
  readonly route: Route
  readonly bytes: number
  readonly id: number
}

const limits: fc.Arbitrary<EndpointLimits> = fc.record(
  { items: fc.integer({ min: 1, max: 5 }), bytes: fc.integer({ min: 1, max: 2000 }) },
  { requiredKeys: [] }
)

const entries: fc.Arbitrary<readonly Entry[]> = fc
  .array(
    fc.record({
      route: fc.option(fc.record({ list: fc.constantFrom('a', 'b'), user: fc.constantFrom('x', 'y') }), {
        nil: undefined
      }),
      bytes: fc.integer({ min: 1, max: 900 })
    }),
    { maxLength: 30 }
  )
  .map((list) => list.map((entry, id) => ({ ...entry, id })))

const split = (list: readonly Entry[], given: EndpointLimits) => splitByLimits(list, ({ bytes }) => bytes, given)

const bytesIn = (part: readonly Entry[]): number => part.reduce((sum, { bytes }) => sum + bytes, 0)

test('nothing is lost, and the order is kept', () => {
  fc.assert(fc.property(entries, limits, (list, given) => expect(split(list, given).flat()).toEqual(list)))
})

test('no part is empty, holds more than the limits allow, or mixes routes', () => {
  fc.assert(
    fc.property(entries, limits, (list, given) => {
      for (const part of split(list, given)) {
        expect(part.length).toBeGreaterThan(0)
        expect(part.length).toBeLessThanOrEqual(given.items ?? Infinity)
        // With what surrounds the items; one that is too large alone goes alone, and the vendor says so.
        if (part.length > 1) expect(bytesIn(part) + part.length - 1 + 1024).toBeLessThanOrEqual(given.bytes ?? Infinity)
        for (const { route } of part) expect(sameRoute(part[0]?.route, route)).toBe(true)
      }
    })
  )
})

test('no part could have taken the first item of the next', () => {
  fc.assert(
    fc.property(entries, limits, (list, given) => {
      const parts = split(list, given)
      for (const [index, part] of parts.entries()) {
        const next = parts[index + 1]?.[0]
        if (next === undefined) continue
        const full = part.length === given.items
        const large = bytesIn(part) + part.length + next.bytes + 1024 > (given.bytes ?? Infinity)
        expect(full || large || !sameRoute(part[0]?.route, next.route)).toBe(true)
      }
    })
  )
})

test('an item fits into an empty request, whatever its size', () => {
  expect(fits({ items: 1, bytes: 1 }, { count: 0, bytes: 0 }, 1_000_000)).toBe(true)
})

test('an item fits up to the last byte and the last place', () => {
  const load = { count: 2, bytes: 100 }
  expect(fits({}, load, 1_000_000)).toBe(true)
  expect(fits({ items: 3 }, load, 1)).toBe(true)
  expect(fits({ items: 2 }, load, 1)).toBe(false)
  expect(fits({ bytes: 100 + 2 + 50 + 1024 }, load, 50)).toBe(true)
  expect(fits({ bytes: 100 + 2 + 50 + 1023 }, load, 50)).toBe(false)
})

test('of nothing come no parts', () => {
  expect(split([], { items: 1 })).toEqual([])
})
