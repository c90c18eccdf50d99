import type { ConfigurationProblem } from '@waybill/kit'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Refusal } from './contract'

/** A fault that could not be helped, in a sentence of its own; the fault itself is told to whoever reads the log. */
export function fault(error: string, cause: unknown): HTTPException {
  const res = Response.json({ error } satisfies Refusal, { status: 500 })
  return new HTTPException(500, { res, message: error, cause })
}

/** An error that is answered as it is: one sentence, and mistakes with their places if there are any. */
export function refusal(
  status: ContentfulStatusCode,
  error: string,
  problems?: readonly ConfigurationProblem[]
): HTTPException {
  const body: Refusal = { error, ...(problems && { problems }) }
  const res = new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
  return new HTTPException(status, { res, message: error })
}
