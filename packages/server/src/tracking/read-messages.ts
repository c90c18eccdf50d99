import { isJsonObject, utf8Bytes } from '@waybill/kit'
import type { SegmentEvent, SegmentEventType } from '@waybill/kit'
import { checkMessage } from './check-message'
import { completeEvent } from './complete-event'
import type { Arrived } from './complete-event'
import { LIMITS } from './limits'

/** A message that was not taken, and why. */
export interface RefusedMessage {
  /** Its place in the batch, from 0. */
  readonly index: number
  readonly messageId?: string
  readonly message: string
}

/** An event, and the same as JSON. */
export interface ReadEvent {
  readonly event: SegmentEvent
  readonly body: string
}

export interface MessagesArrived extends Arrived {
  /** What the path says that they are. @default what each says itself */
  readonly type: SegmentEventType | undefined
}

export interface ReadMessages {
  readonly events: readonly ReadEvent[]
  readonly refused: readonly RefusedMessage[]
}

/** The events in a batch. A bad message costs itself, never the good ones beside it. */
export function readMessages(messages: readonly unknown[], arrived: MessagesArrived): ReadMessages {
  const events: ReadEvent[] = []
  const refused: RefusedMessage[] = []
  for (const [index, message] of messages.slice(0, LIMITS.batchMessages).entries()) {
    const read = readMessage(message, arrived)
    if (read.ok) events.push(read)
    else refused.push({ index, ...idOf(message), message: read.reason })
  }
  const rest = messages.length - LIMITS.batchMessages
  // One entry for all of them: as many as a body has room for would make an answer of megabytes.
  if (rest > 0) refused.push({ index: LIMITS.batchMessages, message: tooMany(rest) })
  return { events, refused }
}

type ReadMessage = (ReadEvent & { readonly ok: true }) | { readonly ok: false; readonly reason: string }

function readMessage(message: unknown, { type, ...arrived }: MessagesArrived): ReadMessage {
  const checked = checkMessage(type !== undefined && isJsonObject(message) ? { ...message, type } : message)
  if (!checked.ok) return checked
  const event = completeEvent(checked.event, arrived)
  const body = JSON.stringify(event)
  const reason = sizeProblem(message, body)
  return reason === undefined ? { ok: true, event, body } : { ok: false, reason }
}

const tooMany = (rest: number): string =>
  `A batch takes ${LIMITS.batchMessages} messages; send this one and all behind it, ${rest} together, in another.`

/** The completed event is longer than the message was: only where that may be too long is the message measured. */
function sizeProblem(message: unknown, body: string): string | undefined {
  if (body.length * MOST_BYTES_PER_UNIT <= LIMITS.messageBytes) return undefined
  const bytes = utf8Bytes(JSON.stringify(message))
  return bytes > LIMITS.messageBytes
    ? `The message has ${bytes} bytes; ${LIMITS.messageBytes} is the most that is taken, so leave something out.`
    : undefined
}

/** Of UTF-8 for one unit of a JavaScript string. */
const MOST_BYTES_PER_UNIT = 3

/** An id to find the message by, if it has one that can be told. */
function idOf(message: unknown): { readonly messageId?: string } {
  if (typeof message !== 'object' || message === null || !('messageId' in message)) return {}
  const { messageId } = message
  return typeof messageId === 'string' && messageId.length <= LIMITS.messageIdCharacters ? { messageId } : {}
}
