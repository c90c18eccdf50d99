import type { Infer } from '@waybill/kit'
import type { Instance } from '@waybill/runner'
import type { SourceKind } from '../service/source-kind'
import type { dataSection } from './sections/data-section'
import type { httpSection } from './sections/http-section'
import type { operationsSection } from './sections/operations-section'
import type { Complete } from './complete'

/** What a service runs by: a configuration file, checked and compiled. It holds secrets. */
export interface ServiceConfiguration {
  readonly http: Complete<typeof httpSection>
  readonly data: Complete<typeof dataSection>
  readonly operations: Complete<typeof operationsSection>
  readonly sources: readonly SourceConfiguration[]
  readonly instances: readonly ConfiguredInstance[]
  /** Every secret in it, to be kept out of whatever is written. */
  readonly secrets: readonly string[]
}

/** Where events come from, and which instances they go to. */
export type SourceConfiguration = SegmentSource | KindSource

export interface SegmentSource {
  readonly kind: 'segment'
  readonly id: string
  readonly writeKeys: readonly string[]
  /** Origins of pages that may send from a browser; `*` stands for all. */
  readonly origins: readonly string[]
  readonly destinations: ReadonlySet<string>
}

export interface KindSource {
  readonly kind: 'other'
  readonly id: string
  readonly sourceKind: SourceKind
  readonly options: Infer<SourceKind['options']>
  readonly destinations: ReadonlySet<string>
}

export interface ConfiguredInstance {
  readonly instance: Instance
  /** The same as long as nothing about the instance changes. */
  readonly fingerprint: string
}
