/** The call types of Segment's spec, and the deletion request Segment forwards to destinations. */
export type SegmentEventType = 'identify' | 'track' | 'page' | 'screen' | 'group' | 'alias' | 'delete'

/**
 * One event as Segment delivers it. Only what the runtime itself reads is named here; a mapping may reach anything.
 *
 * @see https://segment.com/docs/connections/spec/common/
 */
export interface SegmentEvent {
  readonly type: SegmentEventType
  readonly messageId?: string
  readonly userId?: string | null
  readonly anonymousId?: string | null
  readonly event?: string
  readonly name?: string
  readonly timestamp?: string
  readonly properties?: { readonly [key: string]: unknown }
  readonly traits?: { readonly [key: string]: unknown }
  readonly context?: { readonly [key: string]: unknown } | null
  readonly integrations?: { readonly [key: string]: unknown } | null
  readonly [key: string]: unknown
}
