import type { ServiceCore, SourcedEvent } from './service-core'
import type { ServiceEvent } from './service-event'

/** What comes and goes with a service, such as the port for operations or the log. */
export interface ServicePart {
  readonly name: string
  /** Called before the runner starts. When it rejects, the service does not start, and says why in the words of the error. */
  readonly open: (core: ServiceCore) => Promise<OpenPart>
}

export interface OpenPart {
  /** Told of everything that happens; must not throw. */
  readonly tell?: (event: ServiceEvent) => void
  /** Called with accepted events while the queue takes them: success is answered once both have them. */
  readonly keep?: (events: readonly SourcedEvent[]) => Promise<void>
  /** A line that says where to look, such as "operations  http://127.0.0.1:8081". */
  readonly where?: string
  /** Called when the runner has stopped, before the store is closed. */
  readonly close: () => Promise<void>
}
