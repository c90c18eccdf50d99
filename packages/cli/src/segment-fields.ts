import { batchingFields } from '@waybill/kit'
import type { AnyAction, Fields } from '@waybill/kit'

/** Whether Segment should hand an action several payloads at once: not where the vendor takes one item a request. */
export const isBatched = ({ endpoint }: AnyAction): boolean => endpoint.limits.items !== 1

/** The fields of an action in Segment's repository: its own, and those that tell Segment's runtime how to batch. */
export const segmentFields = (action: AnyAction): Fields =>
  isBatched(action) ? { ...action.fields, ...batchingFields(action.endpoint.limits) } : action.fields
