import { checkEvent } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import { isDeeper } from './is-deeper'
import { LIMITS } from './limits'

export type CheckedMessage =
  { readonly ok: true; readonly event: SegmentEvent } | { readonly ok: false; readonly reason: string }

/** A deletion is refused in words of its own. */
const TYPES: readonly string[] = ['identify', 'track', 'page', 'screen', 'group', 'alias']

/**
 * Whether a message can be taken as an event.
 *
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#errors
 */
export function checkMessage(message: unknown): CheckedMessage {
  const checked = checkEvent(message, TYPES)
  if (!checked.ok) return checked
  const { event } = checked
  const reason = identityProblem(event) ?? contentProblem(event) ?? depthProblem(event)
  return reason === undefined ? checked : { ok: false, reason }
}

function identityProblem({ userId, anonymousId, messageId }: SegmentEvent): string | undefined {
  if (!isGiven(userId) && !isGiven(anonymousId)) return 'The message needs a "userId" or an "anonymousId".'
  if (messageId !== undefined && messageId?.length > LIMITS.messageIdCharacters) {
    return `The "messageId" has more than ${LIMITS.messageIdCharacters} characters; make it shorter.`
  }
  return undefined
}

function contentProblem(event: SegmentEvent): string | undefined {
  if (event.type === 'track' && !isGiven(event.event)) return 'A track call needs the name of its "event".'
  if (event.type === 'group' && !isGiven(event['groupId'])) return 'A group call needs a "groupId".'
  if (event.type === 'alias' && !isGiven(event['previousId'])) return 'An alias call needs a "previousId".'
  if (event.type === 'delete') {
    return 'A person is not deleted with a write key, which stands in every page; use a source made for deletion.'
  }
  return undefined
}

/** Why an event cannot be taken whose nesting would be the end of whoever looks into it. */
export const depthProblem = (event: SegmentEvent): string | undefined =>
  isDeeper(event, LIMITS.depth) ? `The message is nested more than ${LIMITS.depth} deep; make it flatter.` : undefined

/** An id or a name; some senders write numbers. */
const isGiven = (value: unknown): boolean => (typeof value === 'string' && value !== '') || typeof value === 'number'
