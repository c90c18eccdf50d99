import { InvalidAuthenticationError } from '@segment/actions-core'
import type { RequestClient } from '@segment/actions-core'
import { exchange, reasonOf } from './exchange'
import type { HttpRequest, HttpResponse } from './types'

/** Asks the API whether the settings are right; throws what is wrong. */
export async function checkCredentials(
  request: RequestClient,
  question: HttpRequest,
  problemOf: (response: HttpResponse) => string | undefined = () => undefined
): Promise<unknown> {
  const answer = await exchange(request, question)
  if ('failure' in answer) throw new InvalidAuthenticationError(answer.failure)
  const isAccepted = answer.status >= 200 && answer.status < 300
  const problem = isAccepted ? problemOf(answer) : reasonOf({}, answer)
  if (problem !== undefined) throw new InvalidAuthenticationError(problem)
  return answer.body
}
