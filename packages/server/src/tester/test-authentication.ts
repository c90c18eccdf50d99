import { testCredentials } from '@waybill/runner'
import type { Transport } from '@waybill/runner'
import { planOf } from './compile-trial'
import type { CompiledTrial } from './compile-trial'
import type { AuthenticationResponse } from './contract'

/** Asks the vendor whether the settings are right, without changing anything. */
export async function testAuthentication(trial: CompiledTrial, transport: Transport): Promise<AuthenticationResponse> {
  const { destination, settingProblems } = trial
  if (settingProblems.length > 0) return { kind: 'refused', settingProblems }
  if (destination.authentication.test === undefined) return { kind: 'untestable' }
  const reason = await testCredentials(planOf(trial), transport)
  return reason === undefined ? { kind: 'accepted' } : { kind: 'refused', settingProblems: [], reason }
}
