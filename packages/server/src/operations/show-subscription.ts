import type { DestinationPlan, Planned, Redactor, SegmentEvent, SubscriptionExplanation } from '@waybill/kit'
import { createPreview } from '@waybill/runner'
import type { ExplainedResult, ExplainedSubscription, ShownRequest } from '../tester/contract'
import { clausesOf } from '../tester/explain-trial'
import { showRequest } from '../tester/show-request'

/** What an event is explained with. */
export interface Shown {
  readonly plan: DestinationPlan
  readonly event: SegmentEvent
  readonly redactor: Redactor
}

/** How one subscription takes an event, as the pages show it; values of the event may hold a secret of the settings, too. */
export function showSubscription(
  { subscription, action, subscribe, match, fields, result }: SubscriptionExplanation,
  shown: Shown
): ExplainedSubscription {
  return shown.redactor.value({
    name: subscription,
    partnerAction: action,
    subscribe,
    isMatched: match.matched,
    clauses: clausesOf(match),
    fields,
    ...(result && { result: showResult(result, shown) })
  })
}

function showResult(result: Planned, shown: Shown): ExplainedResult {
  if (result.kind !== 'items') return { kind: result.kind, reason: result.reason }
  const { requests, problems } = requestsOf(result, shown)
  return {
    kind: 'items',
    items: result.items.map(({ slot, body }) => ({ ...(slot !== undefined && { slot }), body: body.toJSON() })),
    notes: [...result.notes, ...problems],
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
