/** What the process of the service benchmark is to do. */
export interface ServiceRequest {
  /** Slugs of the destinations to deliver to. */
  readonly slugs: readonly string[]
  /** Where the sink listens. */
  readonly sink: string
}

/** Sent when the service takes events. */
export interface ServiceStarted {
  readonly url: string
}

/** Sent when it is asked how it is. */
export interface ServiceSample {
  readonly delivered: number
  readonly cpuSeconds: number
  readonly rssMb: number
  readonly heapMb: number
  readonly externalMb: number
  readonly fileMb: number
}

/** Sent when it was told to finish, and all is delivered. */
export interface ServiceAnswer {
  readonly delivered: number
  readonly requests: number
  readonly cpuSeconds: number
  readonly peakRssMb: number
  readonly fileMb: number
}
