/** What became of events that were given to the service. */
export type Acceptance =
  /** They are on disk. */
  | { readonly kind: 'accepted' }
  /** None was taken: there is no room, or the service is ending. Whoever sent them sends them again. */
  | { readonly kind: 'busy'; readonly reason: string; readonly retryAfterSeconds: number }
