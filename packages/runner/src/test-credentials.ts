import { authenticationProblem, authenticationRequest, createRedactor, encodeRequest, vendorReason } from '@waybill/kit'
import type { DestinationPlan } from '@waybill/kit'
import type { Transport } from './transport'

/** Asks the vendor whether the settings are right, without changing anything; says what is wrong, if anything is. */
export async function testCredentials(plan: DestinationPlan, transport: Transport): Promise<string | undefined> {
  const problem = await findProblem(plan, transport)
  return problem && createRedactor(plan.destination.settings, plan.settings).words(problem)
}

async function findProblem({ destination, settings }: DestinationPlan, transport: Transport) {
  const question = authenticationRequest(destination, settings)
  // A vendor that cannot be asked gets the benefit of the doubt: its answer to the first delivery tells.
  if (question === undefined) return undefined
  const exchange = await transport.send(encodeRequest(destination, settings, question), { timeoutSeconds: 10 })
  if (exchange.kind === 'failure') return `${destination.name} cannot be reached. ${exchange.message}`
  const { response } = exchange
  if (response.status >= 200 && response.status < 300) {
    return authenticationProblem(destination, settings, response)
  }
  const reason = vendorReason({}, response)
  if (response.status === 401 || response.status === 403) {
    return `${destination.name} does not accept these credentials (${reason}). Check the settings.`
  }
  return `${destination.name} could not check the credentials (${reason}).`
}
