import type { EncodedRequest, Redactor } from '@waybill/kit'
import { createRedactor } from '@waybill/kit'
import { createRunner } from '@waybill/runner'
import type { Clock, Delivery, LifecycleEvent, Transport } from '@waybill/runner'
import type { DestinationPlan } from '@waybill/kit'
import type { EventSource } from './input/read-events'
import { createSpool } from './output/spool'

/** Time stands still: nothing is waited for, since nothing is sent. */
const stillClock: Clock = { now: () => 0, wait: () => Promise.resolve() }

/** Accepts every request and sends none. */
const noTransport: Transport = {
  send: () => Promise.resolve({ kind: 'response', response: { status: 200, headers: {}, body: {} } }),
  close: () => Promise.resolve()
}

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
  const tell = (event: LifecycleEvent): void => {
    if (event.kind === 'request-started') write(requestText(event, { destination, json, redactor }))
    if (event.kind !== 'delivery-ended' || event.ended.kind === 'delivered') return
    if (event.ended.kind !== 'skipped') failed += 1
    const { kind, reason } = event.ended
    without.write(
      eventText(event.delivery, { destination, json, kind: kind === 'skipped' ? kind : 'rejected', reason })
    )
  }
  const runner = createRunner({
    plan,
    transport: noTransport,
    clock: stillClock,
    random: () => 0,
    tell,
    lingerMilliseconds: 0
  })
  for await (const { events } of source.portions()) {
    for (const read of events) {
      if (read.kind === 'event') await runner.accept(read.event, String(read.line))
      else {
        failed += 1
        without.write(unreadableText(read, { destination, json, name: source.name }))
      }
    }
  }
  await runner.finish()
  await without.replay(write)
  return failed
}

interface Style {
  readonly destination: string
  readonly json: boolean
}

function requestText(
  { request, deliveries }: Extract<LifecycleEvent, { kind: 'request-started' }>,
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
  { event, reference }: Delivery,
  { destination, json, kind, reason }: Style & { readonly kind: 'skipped' | 'rejected'; readonly reason: string }
): string {
  if (json) return `${JSON.stringify({ destination, messageId: event.messageId ?? null, [kind]: reason })}\n`
  return `# line ${reference ?? '?'} ${kind}: ${reason}\n`
}

function unreadableText(
  { line, reason }: { readonly line: number; readonly reason: string },
  { destination, json, name }: Style & { readonly name: string }
): string {
  if (json) return `${JSON.stringify({ destination, messageId: null, line, rejected: reason })}\n`
  return `# ${name}:${line} rejected: ${reason}\n`
}
