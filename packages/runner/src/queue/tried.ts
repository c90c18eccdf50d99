/** What the order of a lane needs to know of a message. */
export interface Header {
  /** Its place in the lane. */
  readonly sequence: number
  readonly id: string
  readonly key: string
  readonly acceptedAt: number
  /** Of its body. */
  readonly bytes: number
  readonly delivered?: readonly string[] | undefined
}

/** Messages handed out by one call. */
export interface Lease<H extends Header> {
  readonly until: number
  readonly members: Tried<H>[]
  /** How many of them are still leased. */
  open: number
}

/** A message that was handed out at least once and is not finished. */
export interface Tried<H extends Header> {
  header: H
  /** Undefined while it waits to be handed out again. */
  lease: Lease<H> | undefined
  dueAt: number
  /** Handed out so often, not counting what was released. */
  attempts: number
  /** Since the store was opened. */
  handedOut: boolean
  started: boolean
  unknown: boolean
  /** Of the last retry. */
  reason: string | undefined
}

export function newlyTried<H extends Header>(header: H): Tried<H> {
  const fresh = { lease: undefined, dueAt: 0, attempts: 0, handedOut: false, started: false, unknown: false }
  return { header, ...fresh, reason: undefined }
}

/** Why a message that waited too long is set aside. */
export function expiryReason(lastReason: string | undefined): string {
  return lastReason === undefined ? 'expired' : `expired: ${lastReason}`
}
