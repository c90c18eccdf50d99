import type { ConfigurationProblem } from '@waybill/kit'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Refusal } from './contract'

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
