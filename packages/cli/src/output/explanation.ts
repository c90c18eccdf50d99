import { buildRequest, encodeRequest, explainEvent } from '@waybill/kit'
import type {
  DestinationPlan,
  EventExplanation,
  FieldExplanation,
  Planned,
  PlannedItem,
  SegmentEvent,
  SubscriptionExplanation
} from '@waybill/kit'
import { escapedLines } from './escape-controls'
import { hideSecrets } from './hide-secrets'
import type { ShownRequest } from './hide-secrets'

/** The explanation of one event as a person reads it. */
export function explanationText(plan: DestinationPlan, event: SegmentEvent): string {
  const explanation = explainEvent(plan, event)
  const { refusal, subscriptions } = explanation
  const name = plan.destination.name
  const wanted = subscriptions.filter(({ match }) => match.matched)
  return escapedLines([
    ...(refusal === undefined ? [] : [`Nothing is sent: ${refusal}.`, '']),
    `${name}: ${wanted.length} of ${subscriptions.length} subscriptions match.`,
    '',
    ...subscriptions.flatMap((subscription) => [...subscriptionLines(plan, subscription, explanation), ''])
  ])
}

/** The same as one JSON line: subscriptions with clauses and fields, then the items and requests. */
export function explanationJson(plan: DestinationPlan, event: SegmentEvent): string {
  const { enabled, refusal, subscriptions } = explainEvent(plan, event)
  const json = JSON.stringify({
    destination: plan.destination.slug,
    messageId: event.messageId ?? null,
    enabled,
    ...(refusal !== undefined && { refusal }),
    subscriptions: subscriptions.map(({ result, ...rest }) => ({
      ...rest,
      ...(result !== undefined && resultJson(plan, result, enabled))
    }))
  })
  return hideSecrets(plan).hideInText(json)
}

function resultJson(plan: DestinationPlan, result: Planned, enabled: boolean): object {
  if (result.kind !== 'items') return { result: result.kind, reason: result.reason, requests: [] }
  return {
    result: result.kind,
    items: result.items.map(({ slot, body }) => ({ ...(slot !== undefined && { slot }), body })),
    notes: result.notes,
    requests: enabled ? requestsOf(plan, result) : []
  }
}

function subscriptionLines(
  plan: DestinationPlan,
  { subscription, action, match, fields, result }: SubscriptionExplanation,
  { enabled }: EventExplanation
): readonly string[] {
  return [
    `${mark(match.matched)} ${subscription} → ${action}`,
    ...clauseLines(match),
    ...(fields.length > 0 ? ['', ...fields.flatMap(fieldLines)] : []),
    ...(result === undefined ? [] : ['', ...resultLines(plan, result, enabled)])
  ].map(hideSecrets(plan).hideInText)
}

const mark = (matched: boolean): string => (matched ? '✓' : '✗')

/** Each clause once, however often the expression repeats it; those that do not decide are said to be beside the point. */
function clauseLines({ clauses, decisive }: SubscriptionExplanation['match']): readonly string[] {
  const deciding = new Set(decisive.map(({ source }) => source))
  const once = new Map(clauses.map((clause) => [clause.source, clause]))
  return Array.from(once.values(), ({ source, matched, actual }) => {
    const note = deciding.has(source) ? '' : ', does not decide'
    return `    ${mark(matched)} ${source}   (${shown(actual)}${note})`
  })
}

function fieldLines(field: FieldExplanation): readonly string[] {
  const from = field.sources.map(({ path, value }) => `${path} = ${shown(value)}`).join(', ') || 'no path'
  return [
    `    ${field.key}: ${from} → ${fieldOutcome(field)}`,
    ...field.problems.map((problem) => `        ${problem}`)
  ]
}

function fieldOutcome({ state, mapped, kept }: FieldExplanation): string {
  if (mapped === undefined && kept === undefined) return 'nothing'
  if (state === 'kept') return `${shown(kept)}, kept`
  if (state === 'coerced') return `${shown(mapped)} → ${shown(kept)}, coerced`
  return `${shown(mapped)} → ${state}`
}

function resultLines(plan: DestinationPlan, result: Planned, enabled: boolean): readonly string[] {
  if (result.kind !== 'items') return [`    ${result.kind}: ${result.reason}`]
  return [
    ...result.notes.map((note) => `    note: ${note}`),
    ...(result.items.length === 0 ? ['    skipped: there is nothing to send'] : []),
    ...result.items.map(({ slot, body }) => `    item${slot === undefined ? '' : ` (${slot})`}: ${body.text}`),
    ...(enabled ? requestsOf(plan, result).flatMap((request) => requestLines(request, result.items)) : [])
  ]
}

/** The body only where it is more than the item above it. */
function requestLines({ method, url, body }: ShownRequest, items: readonly PlannedItem[]): readonly string[] {
  const isItem = items.length === 1 && items[0]?.body.text === body?.text
  return [`    request: ${method} ${url}`, ...(isItem || body === null ? [] : [`        ${body.text}`])]
}

/** The request this event alone would make. */
function requestsOf(plan: DestinationPlan, result: Extract<Planned, { kind: 'items' }>): readonly ShownRequest[] {
  if (result.items.length === 0) return []
  const { endpoint } = result.subscription.action
  const request = buildRequest(endpoint, plan.settings, result.items)
  return [hideSecrets(plan).hideInRequest(encodeRequest(plan.destination, plan.settings, request))]
}

const MAXIMUM_SHOWN = 80

function shown(value: unknown): string {
  if (value === undefined) return 'nothing there'
  const text = JSON.stringify(value)
  return text.length > MAXIMUM_SHOWN ? `${text.slice(0, MAXIMUM_SHOWN)}…` : text
}
