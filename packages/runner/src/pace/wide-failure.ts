/** A request that the vendor refused for good, all of it. */
interface Refusal {
  readonly status: number
  readonly items: number
}

/** Tells a vendor that refuses everything from one that refuses single items. */
export interface WideFailure {
  /** Says whether this refusal is about the caller rather than about the items. */
  readonly refused: (refusal: Refusal) => boolean
  /** Something was delivered. */
  readonly delivered: () => void
  /** Whoever resumes a lane has seen what paused it: what was refused before says nothing any more. */
  readonly resumed: () => void
}

interface Row {
  readonly status: number
  readonly length: number
}

const NO_ROW: Row = { status: 0, length: 0 }

const UNAUTHORIZED = 401

// These speak about the body of the request; one item may be at fault, and the next one fine.
const ABOUT_THE_BODY: ReadonlySet<number> = new Set([400, 413, 422])

/** How many single items in a row must be refused alike: one user's mistakes can be several, a whole account's go on. */
const IN_A_ROW = 20

export function createWideFailure(): WideFailure {
  let row = NO_ROW
  const forget = (): void => {
    row = NO_ROW
  }
  return {
    refused: ({ status, items }) => {
      row = { status, length: row.status === status ? row.length + 1 : 1 }
      if (status === UNAUTHORIZED) return true
      if (items > 1 && !ABOUT_THE_BODY.has(status)) return true
      return row.length >= IN_A_ROW
    },
    delivered: forget,
    resumed: forget
  }
}
