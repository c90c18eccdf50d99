import type { HttpResponse } from '../http'
import type { EncodedRequest } from '../plan'

/** A simulated vendor as the suite needs it. */
export interface SandboxUnderTest {
  /** Carries a request to the simulator, whatever host it names. */
  readonly send: (request: EncodedRequest) => Promise<HttpResponse>
  /** What has arrived since the last reset, oldest first. */
  readonly received: () => readonly { readonly method: string; readonly path: string; readonly body: string }[]
  /** What the vendor has ended up with, as plain JSON that does not depend on how requests were packed. */
  readonly state: () => unknown
  /** Forgets everything. */
  readonly reset: () => void
  readonly close: () => Promise<void>
}

/** What the suite needs to know of the vendor beyond the declaration. */
export interface ConformanceOptions {
  /** Absent while there is no simulator of the vendor: then the examples are not sent anywhere. */
  readonly startSandbox?: () => Promise<SandboxUnderTest>
  /** The vendor's answer to a request it accepts. @default 200 with {} */
  readonly success?: HttpResponse
  /** The vendor's answer to a request of which it refuses the items at these positions; absent if it never does that. */
  readonly partialFailure?: (indexes: readonly number[]) => HttpResponse
}
