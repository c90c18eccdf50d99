import nock from 'nock'
import type { Destination, Example, ExampleRequest } from '../definition'
import type { SegmentEvent } from '../event'
import type { HttpResponse } from '../http'
import { createTestIntegration, toSegment } from '../segment'
import { subscriptionFor } from './plan-example'

export const ACCEPTED: HttpResponse = { status: 200, headers: {}, body: {} }

/** What Segment's runtime did with events: the requests it made, and how it ended. */
export interface SegmentRun {
  readonly requests: readonly (ExampleRequest & { readonly authorization: string | undefined })[]
  readonly error: (Error & { readonly status?: number }) | undefined
  readonly multistatus: readonly { readonly status: number; readonly errormessage?: string }[]
}

/** How the vendor behaves towards Segment's runtime. */
export type Behaviour = { readonly answer: HttpResponse } | { readonly breaks: NodeJS.ErrnoException }

interface Segment {
  readonly destination: Destination
  readonly settings: Readonly<Record<string, unknown>>
}

/** Runs one event through Segment's published runtime, the vendor replaced by nock. */
export function runSingle(segment: Segment, example: Example, behaviour: Behaviour): Promise<SegmentRun> {
  return record(behaviour, async () => {
    const integration = createTestIntegration(toSegment(segment.destination))
    const subscription = subscriptionFor(segment.destination, example)
    const event = toSegmentEvent(example.event)
    // Segment hands deletion requests to `onDelete`, past the subscriptions.
    if (example.event.type === 'delete') await integration.onDelete?.(event, segment.settings as never)
    else await integration.onEvent(event, { ...segment.settings, subscription } as never)
    return []
  })
}

/** Runs several events of one action together. */
export function runBatch(
  segment: Segment,
  example: Example,
  events: readonly SegmentEvent[],
  behaviour: Behaviour
): Promise<SegmentRun> {
  return record(behaviour, async () => {
    const integration = createTestIntegration(toSegment(segment.destination))
    const { mapping } = subscriptionFor(segment.destination, example)
    const results = await integration.executeBatch(example.action, {
      events: events.map(toSegmentEvent),
      mapping: mapping as never,
      settings: segment.settings
    })
    return results
  })
}

// Segment's types insist on fields that its own events do not always carry; a copy, since its runtime changes things.
const toSegmentEvent = (event: SegmentEvent) => structuredClone(event) as never

async function record(behaviour: Behaviour, act: () => Promise<SegmentRun['multistatus']>): Promise<SegmentRun> {
  const requests: SegmentRun['requests'][number][] = []
  intercept(behaviour, (request) => requests.push(request))
  try {
    return { requests, error: undefined, multistatus: await act() }
  } catch (error) {
    return { requests, error: error as Error, multistatus: [] }
  } finally {
    nock.cleanAll()
  }
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

function intercept(behaviour: Behaviour, report: (request: SegmentRun['requests'][number]) => void): void {
  for (const method of METHODS) {
    const vendor = nock(/^https:/).persist()
    const interceptor = vendor[method](/.*/)
    if ('breaks' in behaviour) interceptor.replyWithError(behaviour.breaks)
    else {
      interceptor.reply(function (path, body) {
        const authorization = this.req.headers['authorization'] as unknown
        const { host } = this.req.headers
        report({
          method: method.toUpperCase() as ExampleRequest['method'],
          url: `https://${host}${path}`,
          ...(body !== '' && { json: body }),
          authorization: Array.isArray(authorization) ? String(authorization[0]) : (authorization as string | undefined)
        })
        const { status, headers, body: answer } = behaviour.answer
        return [status, answer as string, { 'content-type': 'application/json', ...headers }]
      })
    }
  }
}
