import { utf8Bytes } from '@waybill/kit'
import type { AnyEndpoint, Planned, Redactor, SegmentEvent } from '@waybill/kit'
import type { Delivery, Ended } from '../lifecycle'
import { openDelivery } from '../open-delivery'
import type { Message, OutcomeRecord } from '../queue/queue-store'
import type { Entry, Line, Prepared, Work } from './entry'

/** What the messages of a lane have in common. */
export interface WorkOptions {
  readonly instance: string
  /** Absent for the lane of what no subscription wants. */
  readonly endpoint: AnyEndpoint | undefined
  readonly redactor: Redactor
  readonly now: () => number
  /** Gives each item its place in the order of the lane. */
  readonly nextSequence: () => number
  readonly lineOf: (key: string) => Line
  /** Takes an item in that has to be sent. */
  readonly take: (entry: Entry) => void
  /** The last delivery of a message has ended. */
  readonly ended: (work: Work) => void
}

/** Opens the deliveries of a leased message: items that have to travel are handed on, whatever ends before is recorded. */
export function openWork(options: WorkOptions, message: Message, { event, planned }: Prepared): Work {
  const own = planned.length > 0 ? planned : NOT_WANTED
  const work: Work = {
    message,
    open: own.length,
    outcomes: [],
    endings: [],
    setAside: undefined,
    isMarked: false,
    isTouched: false,
    isUnknown: message.unknown
  }
  for (const each of own) openPlanned(options, work, { event, planned: each })
  return work
}

/** Subscriptions change while messages wait for them; what nobody asks for any more still has to end. */
const NOT_WANTED: readonly Planned[] = [
  { kind: 'skipped', reason: 'since the event was accepted, the subscriptions have changed; none here wants it now' }
]

function openPlanned(
  options: WorkOptions,
  work: Work,
  { event, planned }: { readonly event: SegmentEvent; readonly planned: Planned }
): void {
  const { subscription } = planned
  const delivery: Delivery = {
    id: work.message.id,
    key: work.message.key,
    instance: options.instance,
    event,
    ...(subscription && { subscription: subscription.name, action: subscription.partnerAction })
  }
  const notes = planned.kind === 'items' ? planned.notes : []
  const end = (ended: Ended): void => endDelivery(options, work, { delivery, ended, notes })
  if (planned.kind !== 'items') return end(endedEarly(planned.kind, planned.reason))
  if (planned.items.length === 0) return end({ kind: 'skipped', reason: 'there is nothing to send' })
  const open = openDelivery(delivery, planned.items.length, end)
  const limit = options.endpoint?.limits.itemBytes ?? Infinity
  for (const item of planned.items) {
    const bytes = utf8Bytes(item.body.text)
    if (bytes > limit) open.itemEnded({ kind: 'rejected', reason: tooLarge(bytes, limit) }, 0)
    else {
      const sequence = options.nextSequence()
      const line = options.lineOf(work.message.key)
      const tries = { attempts: 0, failures: 0, firstTriedAt: undefined }
      options.take({ item, bytes, sequence, delivery: open, work, line, ...tries })
    }
  }
}

const endedEarly = (kind: 'skipped' | 'rejected', reason: string): Ended =>
  kind === 'skipped' ? { kind, reason } : { kind, reason, attempts: 0 }

const tooLarge = (bytes: number, limit: number): string =>
  `The item has ${bytes} bytes; ${limit} is the most the destination takes. Map fewer properties.`

interface DeliveryEnd {
  readonly delivery: Delivery
  readonly ended: Ended
  readonly notes: readonly string[]
}

function endDelivery(options: WorkOptions, work: Work, { delivery, ended: raw, notes }: DeliveryEnd): void {
  const ended = raw.kind === 'delivered' ? raw : { ...raw, reason: options.redactor.text(raw.reason) }
  work.outcomes.push(outcomeRecord(work, { delivery, ended, endedAt: options.now() }))
  work.endings.push({ kind: 'delivery-ended', delivery, ended, notes, unknown: isUnknown(work, ended) })
  if (mayBeTriedAgain(ended)) work.setAside ??= `${ended.kind}: ${ended.reason}`
  work.open -= 1
  if (work.open === 0) options.ended(work)
}

/** What a person may want to see, mend and send again: what the vendor was asked and did not take. */
const mayBeTriedAgain = (ended: Ended): ended is Extract<Ended, { readonly kind: 'rejected' | 'expired' }> =>
  ended.kind === 'expired' || (ended.kind === 'rejected' && ended.attempts > 0)

/** What was never sent has not been sent twice. */
const isUnknown = (work: Work, ended: Ended): boolean => work.isUnknown && ended.kind !== 'skipped'

function outcomeRecord(
  work: Work,
  { delivery, ended, endedAt }: { readonly delivery: Delivery; readonly ended: Ended; readonly endedAt: number }
): OutcomeRecord {
  return {
    instance: delivery.instance,
    subscription: delivery.subscription ?? null,
    messageId: delivery.id,
    key: delivery.key,
    kind: ended.kind,
    status: 'status' in ended ? (ended.status ?? null) : null,
    reason: 'reason' in ended ? ended.reason : null,
    attempts: 'attempts' in ended ? ended.attempts : 0,
    unknown: isUnknown(work, ended),
    acceptedAt: work.message.acceptedAt,
    endedAt
  }
}
