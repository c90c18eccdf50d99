import type { SegmentEvent } from '@waybill/kit'
import type { Clock, Instance, QueueStore, Runner, Transport } from '@waybill/runner'
import type { ServiceConfiguration } from '../configuration/service-configuration'
import type { Acceptance } from './acceptance'
import type { ServiceEvent } from './service-event'

/** A running service as its parts see it. */
export interface ServiceCore {
  /** As it was read last; it holds secrets. */
  readonly configuration: () => ServiceConfiguration
  readonly instances: () => readonly Instance[]
  /** The same object across reloads. */
  readonly runner: Runner
  readonly store: QueueStore
  readonly transport: Transport
  readonly clock: Clock
  readonly accept: (events: readonly SourcedEvent[]) => Promise<Acceptance>
  readonly readiness: () => Readiness
  /** Reads the configuration again and goes on with it; a wrong one changes nothing. */
  readonly reload: () => Promise<Reloaded>
  /** Tells every part of something that a part has done. */
  readonly tell: (event: ServiceEvent) => void
  /** Takes every secret of the configuration, and of those before it, out of a text. */
  readonly redact: (text: string) => string
}

/** An event on its way in. */
export interface SourcedEvent {
  readonly source: string
  readonly event: SegmentEvent
  /** The event as JSON, which goes into the queue. @default made of the event */
  readonly body?: string
  /** What the event is known by: a lane takes an id once, as long as it is remembered. @default its `messageId` */
  readonly id?: string
  /** The ids of the instances it goes to. @default those of the source */
  readonly instances?: ReadonlySet<string>
}

/** Whether events can be taken, or every reason why not. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reasons: readonly string[] }

export type Reloaded = { readonly ok: true } | { readonly ok: false; readonly problems: readonly string[] }
