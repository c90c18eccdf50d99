import { parseFql as parseSegmentFql, validate } from '@segment/destination-subscriptions'
import { compileDestination } from '@waybill/kit'
import type { Destination, Examples, SegmentEvent } from '@waybill/kit'
import fc from 'fast-check'

/**
 * The presets a user gets by default share the events out: each of the given events goes to exactly one of them, and
 * Segment's published runtime reads them the same way.
 */
export function describePresets(
  destination: Destination,
  { settings }: Examples,
  anyEvent: fc.Arbitrary<SegmentEvent>
): void {
  const compiled = compileDestination(destination, { settings })
  if (!compiled.ok) throw new Error('The example settings are wrong.')
  const { plan } = compiled.plan
  const presets = destination.presets.filter(({ optional }) => optional !== true)

  test('every event goes to exactly one preset, and none is lost between them', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const planned = plan(event)
        expect(planned).toHaveLength(1)
        expect(planned[0]?.subscription).toBeDefined()
      }),
      { numRuns: 500 }
    )
  })

  test("Segment's runtime reads the presets the same way", () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const theirs = presets.filter(({ subscribe }) => validate(parseSegmentFql(subscribe), { ...event }))
        expect(theirs.map(({ name }) => name)).toEqual(plan(event).map(({ subscription }) => subscription?.name))
      }),
      { numRuns: 500 }
    )
  })
}
