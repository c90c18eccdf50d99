import type { EncodedRequest, Exchange } from '@waybill/kit'

export interface SendOptions {
  /** Seconds to wait for the whole answer. */
  readonly timeoutSeconds: number
  readonly signal?: AbortSignal
}

/** Carries one request to the vendor and says how it ended; never throws. */
export interface Transport {
  readonly send: (request: EncodedRequest, options: SendOptions) => Promise<Exchange>
  /** Lets go of the connections. */
  readonly close: () => Promise<void>
}
