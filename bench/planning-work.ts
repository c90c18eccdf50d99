/** What a worker of the planning benchmark repeats. */
export type Work = 'waybill' | 'onEvent' | 'onBatch' | 'json' | 'match' | 'map' | 'check' | 'write'

export interface WorkRequest {
  readonly slug: string
  readonly work: Work
}
