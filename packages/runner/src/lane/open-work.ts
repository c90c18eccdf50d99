import type { AnyEndpoint, CompiledSubscription, Planned, Redactor } from '@waybill/kit'
import type { Delivery, Ended } from '../lifecycle'
import { openDelivery } from '../open-delivery'
import type { Message, OutcomeRecord } from '../queue/queue-store'
import { endItem } from './end-item'
import type { Entry, Line, Work } from './entry'

/** What the messages of a lane have in common. */
export interface WorkOptions {
  readonly deliveryOf: (message: Message, subscription: CompiledSubscription | undefined) => Delivery
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
export type OpenWork = (message: Message, planned: readonly Planned[]) => Work

export function createWorkOpener(options: WorkOptions): OpenWork {
  const end = createEnd(options)
  return (message, planned) => {
    const own = planned.length > 0 ? planned : NOT_WANTED
    const work: Work = {
      message,
      open: own.length,
      outcomes: NONE,
      endings: NONE,
      setAside: undefined,
      isMarked: false,
      isTouched: false,
      isUnknown: message.unknown,
      end
    }
    for (const each of own) openPlanned(options, work, each)
    return work
  }
}

const NONE: readonly never[] = []

/** Subscriptions change while messages wait for them; what nobody asks for any more still has to end. */
const NOT_WANTED: readonly Planned[] = [
  { kind: 'skipped', reason: 'since the event was accepted, the subscriptions have changed; none here wants it now' }
]

function openPlanned(options: WorkOptions, work: Work, planned: Planned): void {
  const delivery = options.deliveryOf(work.message, planned.subscription)
  if (planned.kind !== 'items') {
    work.end(work, openDelivery(delivery, 0, NONE), endedEarly(planned.kind, planned.reason))
    return
  }
  const { items, notes } = planned
  const open = openDelivery(delivery, items.length, notes)
  if (items.length === 0) return work.end(work, open, { kind: 'skipped', reason: 'there is nothing to send' })
  const limit = options.endpoint?.limits.itemBytes ?? Infinity
  for (const item of items) {
    const bytes = Buffer.byteLength(item.body.text)
    if (bytes > limit) {
      endItem({ delivery: open, work }, { kind: 'rejected', reason: tooLarge(bytes, limit) }, 0)
      continue
    }
    options.take({
      item,
      bytes,
      sequence: options.nextSequence(),
      delivery: open,
      work,
      line: options.lineOf(work.message.key),
      attempts: 0,
      failures: 0,
      firstTriedAt: undefined
    })
  }
}

const endedEarly = (kind: 'skipped' | 'rejected', reason: string): Ended =>
  kind === 'skipped' ? { kind, reason } : { kind, reason, attempts: 0 }

const tooLarge = (bytes: number, limit: number): string =>
  `The item has ${bytes} bytes; ${limit} is the most the destination takes. Map fewer properties.`

function createEnd({ redactor, now, ended: allEnded }: WorkOptions): Work['end'] {
  return (work, { delivery, notes }, raw) => {
    const ended = raw.kind === 'delivered' ? raw : { ...raw, reason: redactor.words(raw.reason) }
    const outcome = outcomeRecord(work, { delivery, ended, endedAt: now() })
    // Nearly every message has one delivery: a list of exactly one is far smaller than one that was grown.
    work.outcomes = [...work.outcomes, outcome]
    work.endings = [
      ...work.endings,
      { kind: 'delivery-ended', delivery, ended, notes, unknown: isUnknown(work, ended) }
    ]
    if (mayBeTriedAgain(ended)) work.setAside ??= `${ended.kind}: ${ended.reason}`
    work.open -= 1
    if (work.open === 0) allEnded(work)
  }
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
