import { utf8Bytes } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
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

export interface ReadMessages {
  readonly events: readonly ReadEvent[]
  readonly refused: readonly RefusedMessage[]
}

/** The events in a batch. A bad message costs itself, never the good ones beside it. */
export function readMessages(messages: readonly unknown[], arrived: Arrived): ReadMessages {
  const events: ReadEvent[] = []
  const refused: RefusedMessage[] = []
  for (const [index, message] of messages.entries()) {
    const read = index < LIMITS.batchMessages ? readMessage(message, arrived) : TOO_MANY
    if (read.ok) events.push(read)
    else refused.push({ index, ...idOf(message), message: read.reason })
  }
  return { events, refused }
}

type ReadMessage = (ReadEvent & { readonly ok: true }) | { readonly ok: false; readonly reason: string }

function readMessage(message: unknown, arrived: Arrived): ReadMessage {
  const checked = checkMessage(message)
  if (!checked.ok) return checked
  const event = completeEvent(checked.event, arrived)
  const body = JSON.stringify(event)
  const reason = sizeProblem(message, body)
  return reason === undefined ? { ok: true, event, body } : { ok: false, reason }
}

const TOO_MANY = {
  ok: false,
  reason: `A batch takes ${LIMITS.batchMessages} messages; send this one in another.`
} as const

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
