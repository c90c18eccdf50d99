import { checkEvent } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'

/** The event that a stored text stands for; undefined when it is none. */
export function readEvent(body: string): SegmentEvent | undefined {
  try {
    const value: unknown = JSON.parse(body)
    const checked = checkEvent(value)
    return checked.ok ? checked.event : undefined
  } catch {
    return undefined
  }
}

/** Stands for an event whose text cannot be read. */
export const UNREADABLE_EVENT: SegmentEvent = { type: 'track' }
