/** What one process of the delivery benchmark does. */
export type DeliveryWork = 'waybill' | 'onEvent' | 'onBatch' | 'bare'

export interface DeliveryRequest {
  readonly work: DeliveryWork
  readonly slug: string
  /** Where the sink listens. */
  readonly sink: string
  readonly events: number
}

export interface DeliveryAnswer {
  readonly events: number
  readonly seconds: number
  readonly requests: number
  readonly p50Ms?: number
  readonly p99Ms?: number
  readonly peakRssMb: number
}
