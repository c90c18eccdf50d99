import { testCredentials } from '@waybill/runner'
import type { Instance, Transport } from '@waybill/runner'
import type { AuthenticationTests } from './contract'

type Result = AuthenticationTests['results'][number]

/** Asks every vendor whether the credentials of its instances are right, without changing anything. */
export async function testAuthentication(
  instances: readonly Instance[],
  transport: Transport
): Promise<AuthenticationTests> {
  return { results: await Promise.all(instances.map((instance) => testOne(instance, transport))) }
}

async function testOne({ id, plan, transport: own }: Instance, transport: Transport): Promise<Result> {
  const { name, authentication } = plan.destination
  if (authentication.test === undefined) {
    const reason = `${name} documents no request that would tell; the first delivery does.`
    return { instance: id, result: 'untested', reason }
  }
  const reason = await testCredentials(plan, own ?? transport)
  return reason === undefined ? { instance: id, result: 'accepted' } : { instance: id, result: 'refused', reason }
}
