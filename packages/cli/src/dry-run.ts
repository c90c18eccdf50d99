import type { EncodedRequest, Redactor } from '@waybill/kit'
import { createRedactor } from '@waybill/kit'
import { createPreview } from '@waybill/runner'
import type { Delivery, PreviewedRequest } from '@waybill/runner'
import type { DestinationPlan } from '@waybill/kit'
import type { EventSource } from './input/read-events'
import { createSpool } from './output/spool'

export interface DryRunOptions {
  readonly plan: DestinationPlan
  readonly json: boolean
  readonly write: (text: string) => void
}

/**
 * Writes the requests that sending would make, with secrets redacted, and then the events that make none.
 * Returns how many events were rejected or could not be read.
 */
export async function dryRun(source: EventSource, { plan, json, write }: DryRunOptions): Promise<number> {
  const redactor = createRedactor(plan.destination.settings, plan.settings)
  const destination = plan.destination.slug
  // Written last, though learned in between; a long input may have more of these than memory should hold.
  const without = createSpool()
  let failed = 0
  const preview = createPreview({
    plan,
    request: (previewed) => write(requestText(previewed, { destination, json, redactor })),
    ended: ({ delivery, ended }) => {
      if (ended.kind === 'delivered') return
      if (ended.kind !== 'skipped') failed += 1
      const kind = ended.kind === 'skipped' ? 'skipped' : 'rejected'
      without.write(eventText(delivery, { destination, json, kind, reason: ended.reason }))
    }
  })
  for await (const { events } of source.portions()) {
    for (const read of events) {
      if (read.kind === 'event') preview.accept(read.event, String(read.line))
      else {
        failed += 1
        without.write(unreadableText(read, { destination, json, name: source.name }))
      }
    }
  }
  preview.finish()
  await without.replay(write)
  return failed
}

interface Style {
  readonly destination: string
  readonly json: boolean
}

function requestText(
  { request, deliveries }: PreviewedRequest,
  { destination, json, redactor }: Style & { readonly redactor: Redactor }
): string {
  const shown = redactRequest(request, redactor)
  if (json) {
    const actions = unique(deliveries.map(({ action }) => action))
    const messageIds = unique(deliveries.map(({ event }) => event.messageId ?? null))
    return `${JSON.stringify({ destination, actions, messageIds, request: shown })}\n`
  }
  const headers = Object.entries(shown.headers).map(([name, value]) => `${name}: ${value}\n`)
  return `${shown.method} ${shown.url}\n${headers.join('')}\n${JSON.stringify(shown.body, null, 2)}\n\n`
}

const unique = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)]

function redactRequest({ method, url, headers, body }: EncodedRequest, redactor: Redactor) {
  return {
    method,
    url: redactor.text(url),
    headers: redactor.headers(headers),
    body: body === undefined ? null : (JSON.parse(redactor.text(body)) as unknown)
  }
}

function eventText(
  { event, id }: Delivery,
  { destination, json, kind, reason }: Style & { readonly kind: 'skipped' | 'rejected'; readonly reason: string }
): string {
  if (json) return `${JSON.stringify({ destination, messageId: event.messageId ?? null, [kind]: reason })}\n`
  return `# line ${id} ${kind}: ${reason}\n`
}

function unreadableText(
  { line, reason }: { readonly line: number; readonly reason: string },
  { destination, json, name }: Style & { readonly name: string }
): string {
  if (json) return `${JSON.stringify({ destination, messageId: null, line, rejected: reason })}\n`
  return `# ${name}:${line} rejected: ${reason}\n`
}
