import type { SegmentEvent } from '../event'

/** What one webhook of a vendor is in Segment's terms: events, or none for a reason. */
export type WebhookTranslation =
  | { readonly kind: 'events'; readonly events: readonly SegmentEvent[] }
  | { readonly kind: 'skipped'; readonly reason: string }

/**
 * How a vendor proves that a webhook is its own: a hexadecimal HMAC SHA-256, by a key it shares with the user, over a
 * prefix and the body as it came. Header names are lower-case.
 */
export interface WebhookSignature {
  readonly signatureHeader: string
  /** Holds when the webhook was sent, in unix seconds. */
  readonly timestampHeader: string
  /** Pure: what is signed before the body. */
  readonly prefix: (timestamp: string) => string
}

/** Webhooks by which a vendor tells what it did: the other direction of a destination. */
export interface Webhook {
  /** The page of the vendor's documents this is written from. */
  readonly docs: string
  readonly signature: WebhookSignature
  /** How long the vendor waits for an answer before it sends the webhook again. */
  readonly answerWithinSeconds: number
  /** Pure: the parsed body of one webhook, whatever it may hold. An event's `messageId` is the same for a repeated webhook. */
  readonly translate: (body: unknown) => WebhookTranslation
}

/** Declares the webhooks of a destination. */
export const defineWebhook = (webhook: Webhook): Webhook => webhook
