import { InvalidAuthenticationError } from '@segment/actions-core'
import { authenticationProblem, authenticationRequest } from '../definition'
import type { Destination } from '../definition'
import { vendorReason } from '../outcome'
import { toExchange } from './exchange'
import type { Call } from './perform'

const TIMEOUT_SECONDS = 10

/** Asks the vendor whether the settings are right; throws what is wrong, without secrets. */
export async function testAuthentication(
  destination: Destination,
  { request, settings, redact }: Call
): Promise<unknown> {
  const question = authenticationRequest(destination, settings)
  if (question === undefined) return undefined
  const exchange = await toExchange(request, question, TIMEOUT_SECONDS)
  if (exchange.kind === 'failure') throw new InvalidAuthenticationError(redact(exchange.message))
  const { response } = exchange
  const accepted = response.status >= 200 && response.status < 300
  const problem = accepted ? authenticationProblem(destination, settings, response) : vendorReason({}, response)
  if (problem !== undefined) throw new InvalidAuthenticationError(redact(problem))
  return response.body
}
