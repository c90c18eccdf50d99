import type { Context } from 'hono'
import { busyAnswer } from './busy-answer'
import type { RefusedBody } from './read-body'

// Whoever holds what bodies may is closed for taking too long by then.
const RETRY_AFTER_SECONDS = 30

/** The answer to a request whose body was not read. */
export const refuseBody = (context: Context, { status, message }: Omit<RefusedBody, 'ok'>): Response =>
  status === 503
    ? busyAnswer(context, { kind: 'busy', reason: message, retryAfterSeconds: RETRY_AFTER_SECONDS })
    : context.json({ success: false, message }, status)
