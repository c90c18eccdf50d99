/** Who asked for whom to be deleted where. */
export interface DeletionRequested {
  readonly kind: 'requested'
  /** When it was taken; milliseconds since 1970, as all times here. */
  readonly at: number
  /** What the request is known by in the queue. */
  readonly id: string
  /** What whoever asked calls it; several requests may have the same. */
  readonly messageId: string
  readonly userId: string | null
  readonly anonymousId: string | null
  readonly source: string
  /** The instances that were asked. */
  readonly instances: readonly string[]
}

/** What became of a request at one destination: the proof, if it was delivered. */
export interface DeletionEnded {
  readonly kind: 'ended'
  readonly at: number
  readonly id: string
  readonly messageId: string
  readonly userId: string | null
  readonly anonymousId: string | null
  readonly instance: string
  readonly subscription: string | null
  readonly outcome: 'delivered' | 'rejected' | 'expired' | 'skipped'
  readonly reason: string | null
  readonly attempts: number
  /** It may have been delivered twice. */
  readonly unknown: boolean
  /** The last request that carried it; null if there was none, or a process ended before it could be written down. */
  readonly request: SentRequest | null
}

/** A request as far as it is about one person. Secrets are redacted. */
export interface SentRequest {
  readonly at: number
  readonly method: string
  readonly url: string
  /** Of what was sent, so that a copy can be compared with it. */
  readonly bodySha256: string
  /** What was sent; null when the request carried other people's data as well. */
  readonly body: string | null
  readonly answer: SentAnswer
}

export type SentAnswer =
  | { readonly kind: 'response'; readonly status: number; readonly body: string | null }
  | { readonly kind: 'failure'; readonly message: string }

export type DeletionRecord = DeletionRequested | DeletionEnded
