/** One way to misbehave; `applied` tells whether the request takes effect before its answer is lost, by default not. */
export type Fault =
  /** Handles the request as usual, but only after a while. */
  | { readonly kind: 'latency'; readonly milliseconds: number }
  /** Answers with any status, and with the vendor's way to word an error unless a body is given. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly body?: string
      readonly headers?: Readonly<Record<string, string>>
      readonly applied?: boolean
    }
  /** Answers 429, if wished with a header that says for how long to stay away. */
  | { readonly kind: 'rate-limited'; readonly retryAfter?: RetryAfter }
  /** Breaks the connection without an answer. */
  | { readonly kind: 'reset'; readonly applied?: boolean }
  /** Never answers; the connection stays open until the sandbox closes or the client gives up. */
  | { readonly kind: 'hang'; readonly applied?: boolean }
  /** Handles the request, announces the whole answer, sends half of it and breaks the connection. */
  | { readonly kind: 'truncated-body' }
  /** Handles the request and answers with the right status and a body that is not JSON. */
  | { readonly kind: 'malformed-body' }
  /** Handles the request and answers with the right status and no body at all. */
  | { readonly kind: 'empty-body' }
  /** Treats the items at these positions of a batch as invalid; a request that is no batch is handled as usual. */
  | { readonly kind: 'failing-items'; readonly indexes: readonly number[] }

/** The ways to tell a client how long to stay away. */
export const retryAfterForms = ['seconds', 'date', 'x-ratelimit-reset', 'x-ratelimit-retry-after'] as const

/** How long a client is asked to stay away, and how it is told. */
export interface RetryAfter {
  /**
   * `seconds` and `date` are the two forms of Retry-After; `x-ratelimit-reset` is that header with the end of the wait in
   * Unix seconds, along with an X-RateLimit-Remaining of 0; `x-ratelimit-retry-after` is that header with seconds.
   */
  readonly form: (typeof retryAfterForms)[number]
  readonly seconds: number
}

/** When a rule applies: to the next so many requests, or to each with a probability that a seed makes reproducible. */
export type Schedule = { readonly times: number } | { readonly probability: number; readonly seed: number }

/** A fault, when it happens and to whom. */
export interface Rule {
  readonly fault: Fault
  /** @default the next request */
  readonly schedule?: Schedule
  /**
   * Only requests whose path starts with this count.
   * @default every request
   */
  readonly path?: string
}
