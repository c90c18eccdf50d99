import { checkEvent, judge } from '@waybill/kit'
import type { Exchange, Planned } from '@waybill/kit'
import { buildPart } from '@waybill/runner'
import type { Clock, Transport } from '@waybill/runner'
import { planOf } from './compile-trial'
import type { CompiledTrial } from './compile-trial'
import type { ItemOutcome, SendRequest, SendResponse, SentDelivery, SentEvent, ShownExchange } from './contract'
import { packItems, parcelsOf } from './pack-items'
import type { Load, Parcel } from './pack-items'
import { showRequest } from './show-request'

export interface SendTools {
  readonly transport: Transport
  readonly clock: Clock
}

const DEFAULT_TIMEOUT_SECONDS = 10

/** Sends what becomes of events, once, and says how each item ended. A request refused whole is halved. */
export async function sendTrial(
  trial: CompiledTrial,
  { events, mode }: Pick<SendRequest, 'events' | 'mode'>,
  tools: SendTools
): Promise<SendResponse> {
  const { settingProblems, subscriptionProblems } = trial
  if (settingProblems.length > 0 || subscriptionProblems.length > 0) {
    return { kind: 'refused', settingProblems, subscriptionProblems }
  }
  const started = tools.clock.now()
  const deliveries = events.map((value, event) => openEvent(trial, value, event))
  const exchanges: ShownExchange[] = []
  const sending: Sending = { trial, tools, exchanges }
  const parcels = deliveries.map(({ open }) => open.flatMap((delivery) => delivery.parcels))
  for (const together of mode === 'batch' ? [parcels.flat()] : parcels) await sendParcels(sending, together)
  return {
    kind: 'sent',
    exchanges,
    events: deliveries.map((event) => closeEvent(trial, event)),
    milliseconds: tools.clock.now() - started
  }
}

/** A delivery under way: the outcome of each item stands beside its parcel. */
interface OpenDelivery {
  readonly planned: Planned
  readonly parcels: readonly TestedParcel[]
}

interface TestedParcel extends Parcel {
  outcome: ItemOutcome | undefined
}

interface OpenEvent {
  readonly open: readonly OpenDelivery[]
  readonly reason?: string
}

function openEvent(trial: CompiledTrial, value: unknown, event: number): OpenEvent {
  const checked = checkEvent(value)
  if (!checked.ok) return { open: [], reason: checked.reason }
  const planned = planOf(trial).plan(checked.event)
  const [first] = planned
  if (first?.kind === 'skipped' && first.subscription === undefined) return { open: [], reason: first.reason }
  return { open: planned.map((each) => ({ planned: each, parcels: testedParcels(each, event) })) }
}

const testedParcels = (planned: Planned, event: number): readonly TestedParcel[] =>
  planned.kind === 'items' ? parcelsOf(planned, event).map((parcel) => ({ ...parcel, outcome: undefined })) : []

interface Sending {
  readonly trial: CompiledTrial
  readonly tools: SendTools
  /** Those made so far. */
  readonly exchanges: ShownExchange[]
}

async function sendParcels(sending: Sending, parcels: readonly TestedParcel[]): Promise<void> {
  const { loads, unsendable } = packItems(parcels)
  for (const { parcel, reason } of unsendable) parcel.outcome = { kind: 'rejected', reason }
  for (const load of loads) await sendLoad(sending, load)
}

async function sendLoad(sending: Sending, { endpoint, parcels }: Load<TestedParcel>): Promise<void> {
  const { trial, tools, exchanges } = sending
  const items = parcels.map(({ item }) => item)
  const built = buildPart(planOf(trial), endpoint, items)
  if (!built.ok) {
    for (const parcel of parcels) parcel.outcome = { kind: 'rejected', reason: built.reason }
    return
  }
  const started = tools.clock.now()
  const exchange = await tools.transport.send(built.request, {
    timeoutSeconds: endpoint.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS
  })
  const verdict = judge(endpoint, exchange, items)
  const outcomes: readonly ItemOutcome[] =
    verdict.kind === 'each'
      ? verdict.outcomes.map((outcome) => redacted(trial, outcome))
      : items.map(() => redacted(trial, { kind: 'split', status: verdict.status, reason: verdict.reason }))
  for (const [index, parcel] of parcels.entries()) parcel.outcome = outcomes[index]
  exchanges.push({
    request: showRequest(built.request, trial.redactor),
    origins: parcels.map(({ origin }) => origin),
    answer: showAnswer(trial, exchange),
    outcomes,
    milliseconds: tools.clock.now() - started
  })
  if (verdict.kind === 'each') return
  const middle = Math.ceil(parcels.length / 2)
  await sendLoad(sending, { endpoint, parcels: parcels.slice(0, middle) })
  await sendLoad(sending, { endpoint, parcels: parcels.slice(middle) })
}

const redacted = ({ redactor }: CompiledTrial, outcome: ItemOutcome): ItemOutcome =>
  outcome.kind === 'delivered' ? outcome : { ...outcome, reason: redactor.words(outcome.reason) }

function showAnswer({ redactor }: CompiledTrial, exchange: Exchange): ShownExchange['answer'] {
  if (exchange.kind === 'failure') return { ...exchange, message: redactor.text(exchange.message) }
  const { status, headers, body } = exchange.response
  return {
    kind: 'response',
    status,
    headers: redactor.headers(headers),
    ...(body !== undefined && { body: redactor.value(body) })
  }
}

function closeEvent({ redactor }: CompiledTrial, { open, reason }: OpenEvent): SentEvent {
  const deliveries = open.map((delivery) => closeDelivery(delivery))
  return redactor.value({ deliveries, ...(reason !== undefined && { reason }) })
}

const SEVERITY = { delivered: 0, split: 1, retry: 2, rejected: 3 } as const

function closeDelivery({ planned, parcels }: OpenDelivery): SentDelivery {
  const subscription = planned.subscription?.name ?? ''
  if (planned.kind !== 'items')
    return { subscription, kind: planned.kind, reason: planned.reason, notes: [], items: [] }
  const items = parcels.flatMap(({ outcome }) => (outcome === undefined ? [] : [outcome]))
  const { notes } = planned
  const [worst] = items.toSorted((first, second) => SEVERITY[second.kind] - SEVERITY[first.kind])
  if (worst === undefined) return { subscription, kind: 'skipped', reason: 'There is nothing to send.', notes, items }
  if (worst.kind === 'delivered') return { subscription, kind: 'delivered', notes, items }
  return { subscription, kind: worst.kind === 'split' ? 'rejected' : worst.kind, reason: worst.reason, notes, items }
}
