import { checkEvent } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import type { DeadLetter, Delivery, OutcomeRecord } from '@waybill/runner'
import type { DeadLetterSummary, DeliveryView, OutcomeView } from './contract'

/** An instance's id is the first part of its lanes' names. */
export const instanceOf = (lane: string): string => lane.split('/', 1)[0] ?? lane

/** The user an order key stands for; null for an event of nobody, whose key is made up. */
export const userOf = (key: string): string | null => (key.startsWith('\0') ? null : key)

/** The event of a message; undefined when its text is none, which only another version could have written. */
export function eventOf(body: string): SegmentEvent | undefined {
  try {
    const checked = checkEvent(JSON.parse(body))
    return checked.ok ? checked.event : undefined
  } catch {
    return undefined
  }
}

/** Whether an event is of a user, known or anonymous; senders write some ids as numbers. */
export const isOf = ({ userId, anonymousId }: Pick<SegmentEvent, 'userId' | 'anonymousId'>, user: string): boolean =>
  [userId, anonymousId].some((id: unknown) => (typeof id === 'number' ? String(id) : id) === user)

/** What a track event, a page or a screen is called. */
export const nameOf = (event: SegmentEvent | undefined): string | null => event?.event ?? event?.name ?? null

export function summaryOf(letter: DeadLetter, event: SegmentEvent | undefined): DeadLetterSummary {
  const { position, lane, id, key, reason, attempts, acceptedAt, setAsideAt } = letter
  return {
    position,
    lane,
    instance: instanceOf(lane),
    messageId: id,
    user: userOf(key),
    type: event?.type ?? 'unreadable',
    event: nameOf(event),
    reason,
    attempts,
    acceptedAt,
    setAsideAt
  }
}

export const outcomeView = ({ key, ...outcome }: OutcomeRecord): OutcomeView => ({ ...outcome, user: userOf(key) })

export const deliveryView = ({ id, key, instance, event, subscription, action }: Delivery): DeliveryView => ({
  instance,
  messageId: id,
  user: userOf(key),
  type: event.type,
  event: nameOf(event),
  subscription: subscription ?? null,
  action: action ?? null
})
