import { describe, expect, test } from '@jest/globals'
import type { Destination, Examples } from '../definition'
import { lintDestination } from '../lint-destination'
import type { ConformanceOptions } from './conformance-options'
import { describeExamples } from './describe-examples'
import { describeOutcomes } from './describe-outcomes'
import { describeSandbox } from './describe-sandbox'
import { describeSegment } from './describe-segment'

/**
 * The suite every destination passes: its definition is clean, its examples come true in the pure plan, in Segment's
 * published runtime and at a simulated vendor, a batch ends like its events one by one, and every answer of the vendor
 * lands where it belongs. Call it in a Jest test file.
 */
export function describeDestination(destination: Destination, examples: Examples, options: ConformanceOptions): void {
  describe(`${destination.name} conforms`, () => {
    test('its definition is clean and its FQL means the same in Segment', () => {
      expect(lintDestination(destination)).toEqual([])
    })

    test('every action has an example', () => {
      const shown = new Set(examples.examples.map(({ action }) => action))
      expect(Object.keys(destination.actions).filter((action) => !shown.has(action))).toEqual([])
    })

    describeExamples(destination, examples)
    describeSegment(destination, examples, options)
    describeSandbox(destination, examples, options)
    describeOutcomes(destination, examples, options)
  })
}
