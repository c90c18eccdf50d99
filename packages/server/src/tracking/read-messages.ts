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

export interface ReadMessages {
  readonly events: readonly SegmentEvent[]
  readonly refused: readonly RefusedMessage[]
}

/** The events in a batch. A bad message costs itself, never the good ones beside it. */
export function readMessages(messages: readonly unknown[], arrived: Arrived): ReadMessages {
  const events: SegmentEvent[] = []
  const refused: RefusedMessage[] = []
  for (const [index, message] of messages.entries()) {
    const checked = index < LIMITS.batchMessages ? checkMessage(message) : TOO_MANY
    const reason = checked.ok ? sizeProblem(message) : checked.reason
    if (checked.ok && reason === undefined) events.push(completeEvent(checked.event, arrived))
    else refused.push({ index, ...idOf(message), message: reason ?? '' })
  }
  return { events, refused }
}

const TOO_MANY = {
  ok: false,
  reason: `A batch takes ${LIMITS.batchMessages} messages; send this one in another.`
} as const

function sizeProblem(message: unknown): string | undefined {
  const bytes = utf8Bytes(JSON.stringify(message))
  return bytes > LIMITS.messageBytes
    ? `The message has ${bytes} bytes; ${LIMITS.messageBytes} is the most that is taken, so leave something out.`
    : undefined
}

/** An id to find the message by, if it has one that can be told. */
function idOf(message: unknown): { readonly messageId?: string } {
  if (typeof message !== 'object' || message === null || !('messageId' in message)) return {}
  const { messageId } = message
  return typeof messageId === 'string' && messageId.length <= LIMITS.messageIdCharacters ? { messageId } : {}
}
