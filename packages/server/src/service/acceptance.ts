/** What became of events that were given to the service. */
export type Acceptance =
  /** They are on disk, but for so many that were dropped, since their ids had come before. */
  | { readonly kind: 'accepted'; readonly repeated: number }
  /** None was taken: there is no room, or the service is ending. Whoever sent them sends them again. */
  | { readonly kind: 'busy'; readonly reason: string; readonly retryAfterSeconds: number }
