/**
 * What one request may hold.
 *
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#max-request-size
 */
export const LIMITS = {
  messageBytes: 32 * 1024,
  batchBytes: 500 * 1024,
  batchMessages: 2500,
  messageIdCharacters: 100,
  /** Ours: no event that a person means is as deep, and functions that look into an event call themselves. */
  depth: 64,
  /** Ours: the copies of what a batch says for all of its messages, together. A full batch may share more than 3 kB. */
  sharedBytesInAll: 8 * 1024 * 1024
} as const
