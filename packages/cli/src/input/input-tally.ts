import type { ReadEvent } from './read-event'

/** What was read from the input. */
export interface InputTally {
  readonly name: string
  readonly events: number
  /** The first places without an event, and why. */
  readonly unreadable: readonly { readonly line: number; readonly reason: string }[]
  readonly unreadableCount: number
  /** The line of the last record that was taken in. */
  readonly lastLine: number
  /** Why the reading ended before the input did. */
  readonly problem?: string
}

export interface RunningInputTally {
  readonly add: (read: ReadEvent) => void
  readonly events: () => number
  readonly isEmpty: () => boolean
  readonly endEarly: (problem: string) => void
  readonly result: () => InputTally
}

const MAXIMUM_SHOWN = 20

/** Counts what is read from an input. */
export function createInputTally(name: string): RunningInputTally {
  const unreadable: { line: number; reason: string }[] = []
  let unreadableCount = 0
  let events = 0
  let lastLine = 0
  let problem: string | undefined
  return {
    add: (read) => {
      lastLine = read.line
      if (read.kind === 'event') events += 1
      else {
        unreadableCount += 1
        if (unreadable.length < MAXIMUM_SHOWN) unreadable.push({ line: read.line, reason: read.reason })
      }
    },
    events: () => events,
    isEmpty: () => events + unreadableCount === 0,
    endEarly: (reason) => {
      problem = reason
    },
    result: () => ({ name, events, unreadable, unreadableCount, lastLine, ...(problem !== undefined && { problem }) })
  }
}
