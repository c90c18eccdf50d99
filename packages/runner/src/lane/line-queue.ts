import type { Line } from './entry'

/** Lines in the order they get their turn; a line stands in it once. */
export interface LineQueue {
  readonly push: (line: Line) => void
  readonly shift: () => Line | undefined
  /** Puts lines back to the front whose turn could not be used, in their order. */
  readonly putBack: (lines: readonly Line[]) => void
}

export function createLineQueue(): LineQueue {
  let lines: Line[] = []
  let head = 0
  return {
    push: (line) => {
      if (line.isQueued) return
      line.isQueued = true
      lines.push(line)
    },
    shift: () => {
      const line = lines[head]
      if (line === undefined) return undefined
      head += 1
      // Moves what is left only once it is the smaller part, so that a turn costs the same however many wait.
      if (head > 1024 && head * 2 > lines.length) {
        lines = lines.slice(head)
        head = 0
      }
      line.isQueued = false
      return line
    },
    putBack: (returned) => {
      if (returned.length === 0) return
      for (const line of returned) line.isQueued = true
      lines = [...returned, ...lines.slice(head)]
      head = 0
    }
  }
}
