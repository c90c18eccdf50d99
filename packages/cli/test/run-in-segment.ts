import { createTestIntegration } from '@segment/actions-core'
import type { DestinationDefinition } from '@segment/actions-core'
import nock from 'nock'

/** How the vendor answers every request. */
export interface Answer {
  readonly status: number
  readonly body: unknown
}

/** What Segment's runtime did with events: the requests it made, and how each event ended. */
export interface SegmentRun {
  readonly requests: readonly object[]
  readonly ended: unknown
}

interface Given {
  readonly action: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly mapping: object
}

/** Runs one event of an action through Segment's published runtime. */
export const runOne = (definition: DestinationDefinition, given: Given, event: object, answer: Answer) =>
  record(answer, async () => {
    const integration = createTestIntegration(definition)
    const subscription = {
      subscribe: `type = "${(event as { type: string }).type}"`,
      partnerAction: given.action,
      mapping: given.mapping
    }
    if ((event as { type: string }).type === 'delete')
      return integration.onDelete?.(structuredClone(event) as never, given.settings as never)
    return integration.onEvent(structuredClone(event) as never, { ...given.settings, subscription } as never)
  })

/** Runs several events of an action together. */
export const runTogether = (
  definition: DestinationDefinition,
  given: Given,
  events: readonly object[],
  answer: Answer
) =>
  record(answer, async () => {
    const integration = createTestIntegration(definition)
    const results = await integration.executeBatch(given.action, {
      events: structuredClone(events) as never,
      mapping: given.mapping as never,
      settings: given.settings
    })
    return results.map(({ status, ...result }) => ({
      status,
      message: 'errormessage' in result ? result.errormessage : undefined
    }))
  })

async function record({ status, body }: Answer, act: () => Promise<unknown>): Promise<SegmentRun> {
  const requests: object[] = []
  for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
    const vendor = nock(/^https:/).persist()
    vendor[method](/.*/).reply(function (path, json) {
      const { host, authorization } = this.req.headers as Record<string, unknown>
      requests.push({ method, url: `https://${String(host)}${path}`, json, authorization: String(authorization) })
      return [status, body as nock.Body, { 'content-type': 'application/json' }]
    })
  }
  try {
    return { requests, ended: await act() }
  } catch (error) {
    const { name, message, status: code } = error as Error & { readonly status?: number }
    return { requests, ended: { name, message, status: code } }
  } finally {
    nock.cleanAll()
  }
}
