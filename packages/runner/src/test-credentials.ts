import { authenticationProblem, authenticationRequest, encodeRequest, vendorReason } from '@waybill/kit'
import type { DestinationPlan } from '@waybill/kit'
import type { Transport } from './transport'

/**
 * Asks the vendor whether the settings are right, without changing anything; what is wrong, or undefined. A vendor that
 * cannot be asked is given the benefit of the doubt: its answer to the first delivery tells.
 */
export async function testCredentials(plan: DestinationPlan, transport: Transport): Promise<string | undefined> {
  const { destination, settings } = plan
  const question = authenticationRequest(destination, settings)
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
