import type { SourcedEvent } from './service-core'

/** Whether an event comes from its source now: what names its instances was accepted before, and no sender waits for it. */
export const isNew = ({ instances }: SourcedEvent): boolean => instances === undefined
