import type { ServiceCore, SourcedEvent } from './service-core'
import type { ServiceEvent } from './service-event'

/** What comes and goes with a service, such as the port for operations or the log. */
export interface ServicePart {
  readonly name: string
  /** Called before the runner starts. When it rejects, the service does not start, and says why in the words of the error. */
  readonly open: (core: ServiceCore) => Promise<OpenPart>
}

/** What is at an address, such as "metrics" at http://127.0.0.1:8081/metrics. */
export interface NamedAddress {
  readonly name: string
  /** A URL, and what else a person has to know to use it. */
  readonly address: string
}

export interface OpenPart {
  /** Told of everything that happens; must not throw. */
  readonly tell?: (event: ServiceEvent) => void
  /** Called with accepted events while the queue takes them: success is answered once both have them. */
  readonly keep?: (events: readonly SourcedEvent[]) => Promise<void>
  /** Where to look. */
  readonly where?: readonly NamedAddress[]
  /** Called when the runner has stopped, before the store is closed; what takes longer than the time to end is not waited for. */
  readonly close: () => Promise<void>
}
