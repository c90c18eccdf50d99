import type { SegmentEvent } from '@waybill/kit'

/** One event as it is given to a runner. */
export interface IncomingEvent {
  readonly event: SegmentEvent
  /** What the event is known by, and taken only once by. @default its `messageId`, else one is made up */
  readonly id?: string
  /** The event as JSON, for who has it at hand. @default made of the event */
  readonly body?: string
  /** The ids of the instances it goes to. @default all */
  readonly instances?: ReadonlySet<string>
}

/** Whose order an event keeps: its user's; an event of nobody keeps none. */
export function orderingKey({ userId, anonymousId }: SegmentEvent, id: string): string {
  return textOf(userId) ?? textOf(anonymousId) ?? `\u0000${id}`
}

/** What an event is known by: an id given with it, its own, or one made up. */
export const identityOf = ({ id, event }: IncomingEvent, newId: () => string): string =>
  id ?? textOf(event.messageId) ?? newId()

/** Ids should be text, and some senders write numbers. */
function textOf(id: unknown): string | undefined {
  if (typeof id === 'number') return String(id)
  return typeof id === 'string' && id !== '' ? id : undefined
}
