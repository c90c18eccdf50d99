import { describe, expect, test } from '@jest/globals'
import type { Destination, Examples } from '../definition'
import { deepFreeze } from './deep-freeze'
import { planExample, requestsOf } from './plan-example'

/** Each example comes true in the pure plan, which changes nothing it is given and always answers the same. */
export function describeExamples(destination: Destination, examples: Examples): void {
  describe('each example comes true', () => {
    test.each(examples.examples.map((example) => [example.title, example] as const))('%s', (_title, example) => {
      const { plan, planned } = planExample(destination, examples, {
        ...example,
        event: deepFreeze(structuredClone(example.event))
      })
      if (planned.kind !== 'items') {
        expect({ [planned.kind]: planned.reason }).toEqual(
          Object.fromEntries(
            Object.entries(example.expect).map(([kind, reason]) => [kind, expect.stringContaining(String(reason))])
          )
        )
        return
      }
      const requests = requestsOf(plan, planned.subscription.action.endpoint, planned.items)
      expect({ requests }).toEqual(example.expect)
      expect(plan.plan(example.event)).toEqual(plan.plan(example.event))
    })
  })
}
