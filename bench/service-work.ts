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

/** Sent when it was told to finish, and all is delivered. */
export interface ServiceAnswer {
  readonly delivered: number
  readonly requests: number
  readonly cpuSeconds: number
  readonly peakRssMb: number
  readonly fileMb: number
}
