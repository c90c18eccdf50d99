import type { DestinationPlan, Planned, Redactor, SegmentEvent, SubscriptionExplanation } from '@waybill/kit'
import { createPreview } from '@waybill/runner'
import type { ExplainedResult, ExplainedSubscription, ShownRequest } from '../tester/contract'
import { showRequest } from './show-request'

/** What an event is explained with. */
export interface Shown {
  readonly plan: DestinationPlan
  readonly event: SegmentEvent
  readonly redactor: Redactor
}

/** How one subscription takes an event, as the pages show it. */
export function showSubscription(
  { subscription, action, subscribe, match, fields, result }: SubscriptionExplanation,
  shown: Shown
): ExplainedSubscription {
  const decisive = new Set(match.decisive.map(({ source }) => source))
  return {
    name: subscription,
    partnerAction: action,
    subscribe,
    isMatched: match.matched,
    clauses: match.clauses.map(({ source, matched, actual }) => ({
      source,
      isMatched: matched,
      isDecisive: decisive.has(source),
      actual
    })),
    fields,
    ...(result && { result: showResult(result, shown) })
  }
}

function showResult(result: Planned, shown: Shown): ExplainedResult {
  const { text, value } = shown.redactor
  if (result.kind !== 'items') return { kind: result.kind, reason: text(result.reason) }
  const { requests, problems } = requestsOf(result, shown)
  return {
    kind: 'items',
    items: result.items.map(({ slot, body }) => ({ ...(slot !== undefined && { slot }), body: value(body.toJSON()) })),
    notes: [...result.notes, ...problems].map(text),
    requests
  }
}

/** What this subscription makes of this event alone, split as the endpoint's limits want it. */
function requestsOf(result: Planned, { plan, event, redactor }: Shown) {
  const requests: ShownRequest[] = []
  const problems: string[] = []
  const preview = createPreview({
    plan: { ...plan, plan: () => [result] },
    request: ({ request }) => void requests.push(showRequest(request, redactor)),
    ended: ({ ended }) => void (ended.kind === 'rejected' && problems.push(ended.reason))
  })
  preview.accept(event, '')
  preview.finish()
  return { requests, problems }
}
