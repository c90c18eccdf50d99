import type { ServiceCore, SourcedEvent } from './service-core'
import type { ServiceEvent } from './service-event'
import type { NamedAddress, OpenPart, ServicePart } from './service-part'

/** The parts of a service, as one. */
export interface Parts {
  readonly open: (parts: readonly ServicePart[], core: ServiceCore) => Promise<void>
  /** Never throws: of the first fault of a part the others are told. */
  readonly tell: (event: ServiceEvent) => void
  readonly keep: (events: readonly SourcedEvent[]) => Promise<unknown>
  readonly where: () => readonly NamedAddress[]
  /** Begins in the opposite order, and all at once: one that hangs keeps no other from ending. Rejects when all have ended. */
  readonly close: () => Promise<void>
}

export function createParts(): Parts {
  const opened: NamedPart[] = []
  const faulty = new Set<string>()
  return {
    open: async (parts, core) => {
      for (const part of parts) opened.push({ ...(await part.open(core)), name: part.name })
    },
    tell,
    keep: (events) => Promise.all(opened.map(async ({ keep }) => keep?.(events))),
    where: () => opened.flatMap(({ where }) => where ?? []),
    close: async () => {
      const closing = opened.splice(0).toReversed()
      const results = await Promise.allSettled(closing.map(async ({ close }) => close()))
      for (const result of results) if (result.status === 'rejected') throw result.reason
    }
  }

  // Whoever tells, such as the lanes of the runner, would take a part's fault for one of its own.
  function tell(event: ServiceEvent): void {
    for (const part of opened) {
      try {
        part.tell?.(event)
      } catch (error) {
        tellFault(part.name, error)
      }
    }
  }

  function tellFault(part: string, error: unknown): void {
    if (faulty.has(part)) return
    faulty.add(part)
    tell({ kind: 'part-failed', part, error })
  }
}

interface NamedPart extends OpenPart {
  readonly name: string
}
