import { buildRequest, createRedactor, encodeRequest, explainEvent } from '@waybill/kit'
import type {
  DestinationPlan,
  EncodedRequest,
  FieldExplanation,
  SegmentEvent,
  SubscriptionExplanation
} from '@waybill/kit'

/** The explanation of one event as a person reads it. */
export function explanationText(plan: DestinationPlan, event: SegmentEvent): string {
  const { enabled, subscriptions } = explainEvent(plan, event)
  const name = plan.destination.name
  const lines = enabled ? [] : [`${name} is switched off for this event in event.integrations: nothing is sent.`, '']
  const wanted = subscriptions.filter(({ match }) => match.matched)
  lines.push(`${name}: ${wanted.length} of ${subscriptions.length} subscriptions match.`, '')
  for (const subscription of subscriptions) lines.push(...subscriptionLines(plan, subscription), '')
  return lines.join('\n')
}

/** The same as one JSON line: subscriptions with clauses and fields, then the requests. */
export function explanationJson(plan: DestinationPlan, event: SegmentEvent): string {
  const { enabled, subscriptions } = explainEvent(plan, event)
  return JSON.stringify({
    destination: plan.destination.slug,
    enabled,
    subscriptions: subscriptions.map(({ result, ...rest }) => ({
      ...rest,
      ...(result !== undefined && {
        result: result.kind,
        ...(result.kind === 'items'
          ? {
              items: result.items.map(({ slot, body }) => ({ ...(slot !== undefined && { slot }), body })),
              notes: result.notes
            }
          : { reason: result.reason }),
        requests: requestsOf(plan, result)
      })
    }))
  })
}

function subscriptionLines(plan: DestinationPlan, explained: SubscriptionExplanation): readonly string[] {
  const { subscription, action, match, fields, result } = explained
  const decisive = new Set(match.decisive)
  const clauses = match.clauses.map(
    (clause) =>
      `    ${clause.matched ? '✓' : '✗'} ${clause.source}   ${shown(clause.actual)}${decisive.has(clause) ? '   ← decides' : ''}`
  )
  if (!match.matched)
    return [
      `✗ ${subscription} → ${action}`,
      ...clauses.filter((_, at) => match.clauses.some((clause, index) => index === at && decisive.has(clause)))
    ]
  return [
    `✓ ${subscription} → ${action}`,
    ...clauses,
    '',
    ...fields.flatMap(fieldLines),
    '',
    ...(result === undefined ? [] : resultLines(plan, result))
  ]
}

function fieldLines({ key, sources, mapped, kept, problems }: FieldExplanation): readonly string[] {
  const from = sources.map(({ path, value }) => `${path} = ${shown(value)}`).join(', ') || 'no path'
  return [`    ${key}: ${from} → ${outcome(mapped, kept)}`, ...problems.map((problem) => `        ${problem}`)]
}

function outcome(mapped: unknown, kept: unknown): string {
  if (mapped === undefined) return 'nothing'
  if (kept === undefined) return `${shown(mapped)} → dropped`
  return JSON.stringify(mapped) === JSON.stringify(kept)
    ? `${shown(kept)} (kept)`
    : `${shown(mapped)} → ${shown(kept)} (coerced)`
}

function resultLines(plan: DestinationPlan, result: NonNullable<SubscriptionExplanation['result']>): readonly string[] {
  if (result.kind !== 'items') return [`    ${result.kind}: ${result.reason}`]
  return [
    ...result.notes.map((note) => `    note: ${note}`),
    ...result.items.map(({ slot, body }) => `    item${slot === undefined ? '' : ` (${slot})`}: ${body.text}`),
    ...requestsOf(plan, result).map(({ method, url }) => `    request: ${method} ${url}`)
  ]
}

/** The request this event alone would make. */
function requestsOf(plan: DestinationPlan, result: NonNullable<SubscriptionExplanation['result']>) {
  if (result.kind !== 'items' || result.items.length === 0) return []
  const { endpoint } = result.subscription.action
  const request = encodeRequest(plan.destination, plan.settings, buildRequest(endpoint, plan.settings, result.items))
  return [redacted(plan, request)]
}

function redacted(plan: DestinationPlan, { method, url, headers, body }: EncodedRequest) {
  const redactor = createRedactor(plan.destination.settings, plan.settings)
  return {
    method,
    url: redactor.text(url),
    headers: redactor.headers(headers),
    body: body === undefined ? null : (JSON.parse(redactor.text(body)) as unknown)
  }
}

const MAXIMUM_SHOWN = 80

function shown(value: unknown): string {
  if (value === undefined) return '(nothing)'
  const text = JSON.stringify(value)
  return text.length > MAXIMUM_SHOWN ? `${text.slice(0, MAXIMUM_SHOWN)}…` : text
}
