import type { Instance } from '@waybill/runner'
import type { ConfiguredInstance, ServiceConfiguration } from '../configuration/service-configuration'

/** What a new configuration changes. */
export interface ConfigurationChange {
  /** The instances to go on with: those that have not changed are the same objects as before. */
  readonly instances: readonly Instance[]
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
  readonly waiting: readonly string[]
}

const STARTED_WITH = ['http', 'data', 'operations'] as const

export interface Before {
  readonly configuration: ServiceConfiguration
  readonly instances: readonly Instance[]
}

export function compareConfigurations(before: Before, after: ServiceConfiguration): ConfigurationChange {
  const fingerprints = new Map(
    before.configuration.instances.map(({ instance, fingerprint }) => [instance.id, fingerprint])
  )
  const running = new Map(before.instances.map((instance) => [instance.id, instance]))
  const isSame = ({ instance, fingerprint }: ConfiguredInstance): boolean =>
    fingerprints.get(instance.id) === fingerprint
  const ids = after.instances.map(({ instance }) => instance.id)
  return {
    instances: after.instances.map(
      (each) => (isSame(each) ? running.get(each.instance.id) : undefined) ?? each.instance
    ),
    added: ids.filter((id) => !fingerprints.has(id)),
    changed: after.instances.flatMap((each) =>
      fingerprints.has(each.instance.id) && !isSame(each) ? [each.instance.id] : []
    ),
    removed: [...fingerprints.keys()].filter((id) => !ids.includes(id)),
    waiting: STARTED_WITH.filter(
      (section) => JSON.stringify(before.configuration[section]) !== JSON.stringify(after[section])
    )
  }
}
