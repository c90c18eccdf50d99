import { isJsonObject, unixMilliseconds, utf8Bytes } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import { depthProblem } from '../tracking/check-message'
import { LIMITS } from '../tracking/limits'

export type ReadDeletion =
  { readonly ok: true; readonly event: SegmentEvent } | { readonly ok: false; readonly message: string }

export interface DeletionContext {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly newId: () => string
}

/**
 * A deletion request as Segment sends it on, in one shape: `context` and `integrations` come as null or as an empty list,
 * and some times as Go prints them (`2020-05-09 23:54:49.2 +0000 UTC m=+70366.2`).
 *
 * @see https://segment.com/docs/privacy/user-deletion-and-suppression/
 */
export function readDeletion(value: unknown, { now, newId }: DeletionContext): ReadDeletion {
  if (!isJsonObject(value))
    return refuse('A deletion request must be a JSON object: {"type": "delete", "userId": "…"}.')
  if (value['type'] !== 'delete') return refuse('The "type" of a deletion request must be "delete".')
  const userId = identifier(value['userId'])
  const anonymousId = identifier(value['anonymousId'])
  if (userId === undefined && anonymousId === undefined) {
    return refuse('The deletion request says nobody to delete; it needs a "userId".')
  }
  const messageId = identifier(value['messageId']) ?? `delete-${newId()}`
  if (messageId.length > LIMITS.messageIdCharacters) {
    return refuse(`The "messageId" has more than ${LIMITS.messageIdCharacters} characters; make it shorter.`)
  }
  const event: SegmentEvent = {
    ...onlyObject('context', value),
    ...onlyObject('integrations', value),
    type: 'delete',
    messageId,
    ...(userId !== undefined && { userId }),
    ...(anonymousId !== undefined && { anonymousId }),
    channel: 'server',
    timestamp: new Date(requestedAt(value) ?? now).toISOString(),
    receivedAt: new Date(now).toISOString()
  }
  const problem = depthProblem(event) ?? sizeProblem(event)
  return problem === undefined ? { ok: true, event } : refuse(problem)
}

const requestedAt = ({ timestamp, originalTimestamp }: { readonly [key: string]: unknown }): number | undefined =>
  unixMilliseconds(timestamp) ?? unixMilliseconds(originalTimestamp)

function onlyObject(
  key: 'context' | 'integrations',
  value: { readonly [key: string]: unknown }
): Partial<SegmentEvent> {
  const member = value[key]
  return isJsonObject(member) ? { [key]: member } : {}
}

function sizeProblem(event: SegmentEvent): string | undefined {
  const bytes = utf8Bytes(JSON.stringify(event))
  return bytes > LIMITS.messageBytes
    ? `The deletion request has ${bytes} bytes; ${LIMITS.messageBytes} is the most that is taken.`
    : undefined
}

/** IDs are text, and some senders write numbers. */
function identifier(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

const refuse = (message: string): ReadDeletion => ({ ok: false, message })
