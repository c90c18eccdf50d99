import type { Context } from 'hono'
import type { Acceptance } from '../service/acceptance'

/** The answer to a sender that shall try again. */
export const busyAnswer = (
  context: Context,
  { reason, retryAfterSeconds }: Extract<Acceptance, { readonly kind: 'busy' }>
): Response =>
  context.json({ success: false, message: reason }, 503, { 'Retry-After': String(Math.ceil(retryAfterSeconds)) })
