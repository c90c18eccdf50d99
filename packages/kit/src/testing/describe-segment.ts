import { describe, expect, test } from '@jest/globals'
import { authenticationHeaders } from '../definition'
import type { Destination, Example, Examples } from '../definition'
import type { ConformanceOptions } from './conformance-options'
import { planExample, requestsOf, settingsOf } from './plan-example'
import { ACCEPTED, runBatch, runSingle } from './segment-harness'

/** The same examples through `toSegment` and Segment's published runtime, one by one and together. */
export function describeSegment(destination: Destination, examples: Examples, options: ConformanceOptions): void {
  const behaviour = { answer: options.success ?? ACCEPTED }
  describe("each example comes true in Segment's runtime", () => {
    test.each(examples.examples.map((example) => [example.title, example] as const))('%s', async (_title, example) => {
      const settings = settingsOf(examples, example)
      const run = await runSingle({ destination, settings }, example, behaviour)
      const { authorization } = authenticationHeaders(destination, settings)
      if ('requests' in example.expect) {
        expect(run.error).toBeUndefined()
        expect(run.requests).toEqual(example.expect.requests.map((request) => ({ ...request, authorization })))
      } else {
        expect(run.requests).toEqual([])
        expect(run.error === undefined ? 'skipped' : 'rejected').toBe(Object.keys(example.expect)[0])
      }
    })
  })

  describe("a batch in Segment's runtime ends like its events one by one", () => {
    test.each(byAction(examples))('%s', async (_action, group) => {
      const [first] = group as [Example, ...Example[]]
      const events = group.map(({ event }) => event)
      const run = await runBatch({ destination, settings: examples.settings }, first, events, behaviour)
      expect(run.error).toBeUndefined()
      expect(run.multistatus.map(({ status }) => (status < 400 ? 'fine' : 'rejected'))).toEqual(
        group.map(({ expect: { ...outcome } }) => ('rejected' in outcome ? 'rejected' : 'fine'))
      )
      expect(run.requests.map(({ authorization: _, ...request }) => request)).toEqual(
        batchRequests(destination, examples, group)
      )
    })
  })
}

/** Examples that can travel together: same action, default mapping, common settings. */
function byAction({ examples }: Examples): readonly (readonly [string, readonly Example[]])[] {
  const plain = examples.filter(
    ({ mapping, settings, event }) => mapping === undefined && settings === undefined && event.type !== 'delete'
  )
  const actions = [...new Set(plain.map(({ action }) => action))]
  return actions.map((action) => [action, plain.filter((example) => example.action === action)])
}

function batchRequests(destination: Destination, examples: Examples, group: readonly Example[]) {
  const planned = group.map((example) => planExample(destination, examples, example))
  const items = planned.flatMap((example) => (example.planned.kind === 'items' ? example.planned.items : []))
  const endpoint = destination.actions[group[0]?.action ?? '']?.endpoint
  const plan = planned[0]?.plan
  return endpoint === undefined || plan === undefined ? [] : requestsOf(plan, endpoint, items)
}
