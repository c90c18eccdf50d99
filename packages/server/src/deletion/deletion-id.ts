import { createHash } from 'node:crypto'
import type { SegmentEvent } from '@waybill/kit'

/**
 * What a deletion request is known by in the queue: the same for a request that comes again, another for each person, since
 * one ticket may ask for several, and for each event, since what drops a repeated event must not drop a deletion.
 */
export function deletionId({ messageId, userId, anonymousId }: SegmentEvent): string {
  const request = JSON.stringify([messageId ?? null, userId ?? null, anonymousId ?? null])
  return `delete:${createHash('sha256').update(request).digest('hex')}`
}
