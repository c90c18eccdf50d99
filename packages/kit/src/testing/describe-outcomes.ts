import { describe, expect, test } from '@jest/globals'
import type { AnyEndpoint, Destination, Example, Examples } from '../definition'
import type { Exchange, HttpResponse } from '../http'
import { judge } from '../outcome'
import { createRedactor } from '../redact'
import type { ConformanceOptions } from './conformance-options'
import { planExample } from './plan-example'
import { runBatch, runSingle } from './segment-harness'

const FINAL = [400, 401, 403, 404, 413, 422, 501]
const HEALING = [408, 423, 429, 500, 502, 503, 504]

/** What every kind of answer means for the items that were sent, in our judgement and in Segment's runtime. */
export function describeOutcomes(destination: Destination, examples: Examples, options: ConformanceOptions): void {
  const sent = firstByEndpoint(destination, examples)
  describe.each(sent.map(({ example, endpoint }) => [example.action, example, endpoint] as const))(
    'the answers to %s',
    (_action, example, endpoint) => {
      const one = [{ slot: endpoint.slots?.[0] }]
      const segment = { destination, settings: examples.settings }

      test.each(FINAL)('%i is final', async (status) => {
        expect(outcome(judge(endpoint, response(status), one))).toBe('rejected')
        const { error } = await runSingle(segment, example, { answer: answer(status) })
        expect(error?.status).toBe(status)
      })

      test.each(HEALING)('%i is tried again', async (status) => {
        expect(outcome(judge(endpoint, response(status), one))).toBe('retry')
        const { error } = await runSingle(segment, example, { answer: answer(status) })
        expect(error?.status).toBe(status)
      })

      test('no answer is tried again', async () => {
        expect(outcome(judge(endpoint, { kind: 'failure', failure: 'timeout', message: 'No answer.' }, one))).toBe(
          'retry'
        )
        const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
        const { error } = await runSingle(segment, example, { breaks: reset })
        expect(error?.status).toBeGreaterThanOrEqual(500)
      })

      test('a success with a body that cannot be read is a success', () => {
        expect(
          outcome(judge(endpoint, { kind: 'response', response: { status: 200, headers: {}, body: '{"tru' } }, one))
        ).toBe('delivered')
      })

      test('no error tells a secret, not even when the vendor repeats it', async () => {
        const echo = { message: JSON.stringify(examples.settings) }
        const { error } = await runSingle(segment, example, { answer: { status: 400, headers: {}, body: echo } })
        const { multistatus } = await runBatch(segment, example, [example.event], {
          answer: { status: 400, headers: {}, body: echo }
        })
        const text = `${error?.message} ${multistatus.map(({ errormessage }) => errormessage).join(' ')}`
        expect(text).toContain('400')
        expect(createRedactor(destination.settings, examples.settings).text(text)).toBe(text)
      })

      const { partialFailure } = options
      if (partialFailure === undefined) return
      test('an item the vendor names is rejected alone, the others are delivered', async () => {
        const items = [0, 1, 2, 3].map(() => one[0] as { slot: string | undefined })
        const verdict = judge(endpoint, { kind: 'response', response: partialFailure([2]) }, items)
        expect(verdict.kind === 'each' && verdict.outcomes.map(({ kind }) => kind)).toEqual([
          'delivered',
          'delivered',
          'rejected',
          'delivered'
        ])
      })

      test("in Segment's runtime too, also after an event that was invalid to begin with", async () => {
        const events = [{ type: example.event.type }, example.event, example.event, example.event]
        const { multistatus } = await runBatch(segment, example, events, { answer: partialFailure([1]) })
        expect(multistatus.map(({ status }) => status < 400)).toEqual([false, true, false, true])
      })
    }
  )
}

const answer = (status: number): HttpResponse => ({ status, headers: {}, body: {} })

const response = (status: number): Exchange => ({ kind: 'response', response: answer(status) })

const outcome = (verdict: ReturnType<typeof judge>): string =>
  verdict.kind === 'each' ? (verdict.outcomes[0]?.kind ?? 'nothing') : verdict.kind

/** One example for each endpoint, of those that make one request of one item. */
function firstByEndpoint(
  destination: Destination,
  examples: Examples
): readonly { example: Example; endpoint: AnyEndpoint }[] {
  const found = new Map<AnyEndpoint, Example>()
  for (const example of examples.examples) {
    if (!('requests' in example.expect) || example.settings !== undefined || example.mapping !== undefined) continue
    const { planned } = planExample(destination, examples, example)
    if (planned.kind !== 'items' || planned.items.length !== 1) continue
    const { endpoint } = planned.subscription.action
    if (!found.has(endpoint)) found.set(endpoint, example)
  }
  return Array.from(found, ([endpoint, example]) => ({ example, endpoint }))
}
