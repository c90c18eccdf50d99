import type { ServiceCore, SourcedEvent } from './service-core'
import type { ServiceEvent } from './service-event'
import type { NamedAddress, OpenPart, ServicePart } from './service-part'

/** The parts of a service, as one. */
export interface Parts {
  readonly open: (parts: readonly ServicePart[], core: ServiceCore) => Promise<void>
  readonly tell: (event: ServiceEvent) => void
  readonly keep: (events: readonly SourcedEvent[]) => Promise<unknown>
  readonly where: () => readonly NamedAddress[]
  /** In the opposite order. */
  readonly close: () => Promise<void>
}

export function createParts(): Parts {
  const opened: OpenPart[] = []
  return {
    open: async (parts, core) => {
      for (const part of parts) opened.push(await part.open(core))
    },
    tell: (event) => {
      for (const { tell } of opened) tell?.(event)
    },
    keep: (events) => Promise.all(opened.map(async ({ keep }) => keep?.(events))),
    where: () => opened.flatMap(({ where }) => where ?? []),
    close: async () => {
      for (const { close } of opened.splice(0).toReversed()) await close()
    }
  }
}
