import { buildPart } from '@waybill/runner'
import { checkEvent, explainSubscription } from '@waybill/kit'
import type { FqlExplanation, Planned, SegmentEvent, SubscriptionExplanation } from '@waybill/kit'
import { planOf } from './compile-trial'
import type { CompiledTrial } from './compile-trial'
import type {
  BatchedRequest,
  Explained,
  ExplainedClause,
  ExplainedEvent,
  ExplainedResult,
  ExplainedSubscription
} from './contract'
import { packItems, parcelsOf } from './pack-items'
import type { Parcel, PlannedItems } from './pack-items'
import { showRequest } from './show-request'

/** Follows every event through every subscription, up to the requests it would make. */
export function explainTrial(trial: CompiledTrial, events: readonly unknown[]): Explained {
  const { redactor, settingProblems, subscriptionProblems } = trial
  const parcels: Parcel[] = []
  const explained = events.map((value, index) => {
    const checked = checkEvent(value)
    if (!checked.ok) return { kind: 'unreadable' as const, reason: redactor.text(checked.reason) }
    return explainEvent(trial, checked.event, (result) => parcels.push(...parcelsOf(result, index)))
  })
  return {
    settingProblems,
    subscriptionProblems,
    events: explained,
    requests: settingProblems.length > 0 ? [] : requestsOf(trial, parcels).requests
  }
}

function explainEvent(trial: CompiledTrial, event: SegmentEvent, send: (result: PlannedItems) => void): ExplainedEvent {
  const refusal = planOf(trial).refusal(event)
  const explanations = trial.plans.map((plan) => explainSubscription(plan, event))
  if (refusal === undefined) {
    for (const { result } of explanations) if (result?.kind === 'items') send(result)
  }
  return {
    kind: 'explained',
    isEnabled: refusal === undefined,
    ...(refusal !== undefined && { refusal }),
    subscriptions: explanations.map((explanation) => show(trial, explanation))
  }
}

/** Values of the event may hold a secret of the settings as well: all of it is redacted. */
function show(trial: CompiledTrial, explanation: SubscriptionExplanation): ExplainedSubscription {
  const { subscription, action, subscribe, match, fields, result } = explanation
  const isReady = trial.settingProblems.length === 0
  return trial.redactor.value({
    name: subscription,
    partnerAction: action,
    subscribe,
    isMatched: match.matched,
    clauses: clausesOf(match),
    fields,
    ...(result !== undefined && isReady && { result: showResult(trial, result) })
  })
}

/** The clauses of a filter, as the pages show them. */
export function clausesOf({ clauses, decisive }: FqlExplanation): readonly ExplainedClause[] {
  const deciding = new Set(decisive)
  return clauses.map((clause) => ({
    source: clause.source,
    isMatched: clause.matched,
    isDecisive: deciding.has(clause),
    actual: clause.actual
  }))
}

function showResult(trial: CompiledTrial, result: Planned): ExplainedResult {
  if (result.kind !== 'items') return { kind: result.kind, reason: result.reason }
  const { requests, problems } = requestsOf(trial, parcelsOf(result, 0))
  return {
    kind: 'items',
    items: result.items.map(({ slot, body }) => ({
      ...(slot !== undefined && { slot }),
      body: JSON.parse(body.text) as unknown
    })),
    notes: [...result.notes, ...problems],
    requests: requests.map(({ request }) => request)
  }
}

interface Requests {
  readonly requests: readonly BatchedRequest[]
  /** Why some items go into none. */
  readonly problems: readonly string[]
}

function requestsOf(trial: CompiledTrial, parcels: readonly Parcel[]): Requests {
  const { loads, unsendable } = packItems(parcels)
  const plan = planOf(trial)
  const requests: BatchedRequest[] = []
  const problems = unsendable.map(({ reason }) => reason)
  for (const { endpoint, parcels: own } of loads) {
    const items = own.map(({ item }) => item)
    const built = buildPart(plan, endpoint, items)
    if (!built.ok) problems.push(built.reason)
    else {
      const request = showRequest(built.request, trial.redactor)
      requests.push({ request, origins: own.map(({ origin }) => origin) })
    }
  }
  return { requests, problems }
}
