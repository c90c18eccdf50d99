import { isJsonObject, unixMilliseconds } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import type { SharedParts } from './shared-parts'

/** What is known of a message from the request it came in. */
export interface Arrived {
  /** Milliseconds since 1970, by this machine's clock. */
  readonly receivedAt: number
  readonly shared: SharedParts
  /** The address of the browser. @default not known, or not asked for */
  readonly ip: string | undefined
  readonly newId: () => string
}

/**
 * An event as Segment hands it on: with an id, and with its timestamps by this machine's clock. The difference between the
 * sender's clock and ours is what `sentAt` is off at receiving.
 *
 * @see https://segment.com/docs/connections/spec/common/#timestamps
 */
export function completeEvent(event: SegmentEvent, { shared, ...arrived }: Arrived): SegmentEvent {
  const { writeKey: _, ...rest } = event
  const { timestamp, sentAt = shared.sentAt, messageId } = rest
  const original: unknown = rest['originalTimestamp'] ?? timestamp
  const context = withIp(merge(shared.context, rest.context), arrived.ip)
  const integrations = merge(shared.integrations, rest.integrations)
  return {
    ...rest,
    type: event.type,
    messageId: messageId || arrived.newId(),
    timestamp: correct(original, sentAt, arrived.receivedAt),
    ...(original !== undefined && { originalTimestamp: original }),
    ...(sentAt !== undefined && { sentAt }),
    receivedAt: new Date(arrived.receivedAt).toISOString(),
    ...(context !== undefined && { context }),
    ...(integrations !== undefined && { integrations })
  }
}

/** When it happened by our clock: `receivedAt - (sentAt - originalTimestamp)`. */
function correct(original: unknown, sentAt: unknown, receivedAt: number): string {
  const happened = unixMilliseconds(original)
  if (happened === undefined) return new Date(receivedAt).toISOString()
  const sent = unixMilliseconds(sentAt)
  const corrected = new Date(sent === undefined ? happened : receivedAt - (sent - happened)).toISOString()
  // A clock that is thousands of years off leads to a year that nobody can read.
  return corrected.length === ISO_LENGTH ? corrected : new Date(receivedAt).toISOString()
}

const ISO_LENGTH = '2024-01-31T12:34:56.789Z'.length

type Merged = SegmentEvent['context']

/** What is said of the message itself goes before what is said of all. */
function merge(ofAll: unknown, own: Merged): Merged {
  if (!isJsonObject(ofAll)) return own
  return isJsonObject(own) ? { ...ofAll, ...own } : (own ?? ofAll)
}

/** A context that is no object has no place for an address, and stays what it is. */
function withIp(context: Merged, ip: string | undefined): Merged {
  if (ip === undefined || !isJsonObject(context ?? {}) || context?.['ip'] !== undefined) return context
  return { ...context, ip }
}
