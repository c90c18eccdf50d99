import { createRedactor } from '@waybill/kit'
import type { Instance, Transport } from '@waybill/runner'
import type { ServiceConfiguration } from '../configuration/service-configuration'
import { compareConfigurations } from './compare-configurations'
import type { ConfigurationChange } from './compare-configurations'

/** The configuration that a service runs by at the moment. */
export interface RunningConfiguration {
  readonly configuration: () => ServiceConfiguration
  readonly instances: () => readonly Instance[]
  /** Takes out the secrets of all configurations so far: what was sent with a former one is told of later. */
  readonly redact: (text: string) => string
  /** Runs by another one from now on; says what that changes. */
  readonly change: (configuration: ServiceConfiguration) => ConfigurationChange
}

/** `transportOf` names another transport for some instance. */
export function createRunningConfiguration(
  first: ServiceConfiguration,
  transportOf: (instance: Instance) => Transport | undefined = () => undefined
): RunningConfiguration {
  let configuration = first
  let instances = first.instances.map(({ instance }) => equip(instance))
  const secrets = new Set(first.secrets)
  let redact = redactorOf(secrets)
  return {
    configuration: () => configuration,
    instances: () => instances,
    redact: (text) => redact(text),
    change: (next) => {
      const change = compareConfigurations({ configuration, instances }, next)
      instances = change.instances.map((instance) => (instances.includes(instance) ? instance : equip(instance)))
      // A section that needs a new start stays what it was, for whoever asks.
      const { http, data, operations } = configuration
      configuration = { ...next, http, data, operations }
      for (const secret of next.secrets) secrets.add(secret)
      redact = redactorOf(secrets)
      return { ...change, instances }
    }
  }

  function equip(instance: Instance): Instance {
    const transport = transportOf(instance)
    return transport === undefined ? instance : { ...instance, transport }
  }
}

function redactorOf(secrets: ReadonlySet<string>): (text: string) => string {
  const field = { label: 'Secrets', description: 'All of them.', type: 'password', multiple: true } as const
  return createRedactor({ secrets: field }, { secrets: [...secrets] }).text
}
