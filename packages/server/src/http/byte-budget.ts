/** How many bytes may be held at once, by many together. */
export interface ByteBudget {
  /** Whether there is room for so many more; they count until they are given back. */
  readonly take: (bytes: number) => boolean
  readonly giveBack: (bytes: number) => void
}

export function createByteBudget(maximumBytes: number): ByteBudget {
  let held = 0
  return {
    take: (bytes) => {
      if (held + bytes > maximumBytes) return false
      held += bytes
      return true
    },
    giveBack: (bytes) => {
      held -= bytes
    }
  }
}
