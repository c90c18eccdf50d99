import type { Entry, Line } from './entry'

/** Items that left their lines together. They travel in one request or, once it was refused whole, in parts one by one. */
export interface Flight {
  /** Parts that have yet to travel, the next one last. */
  readonly parts: (readonly Entry[])[]
  readonly lines: ReadonlySet<Line>
  /** What goes back to its line, and when that goes on; zero for at once. */
  readonly back: Map<Line, { readonly entries: Entry[]; dueAt: number }>
}

export const beginFlight = (entries: readonly Entry[]): Flight => ({
  parts: [entries],
  lines: new Set(entries.map(({ line }) => line)),
  back: new Map()
})

/** Halves that travel one after the other, so that a user whose items are in both keeps their order. */
export function halve({ parts }: Flight, part: readonly Entry[]): void {
  const middle = Math.ceil(part.length / 2)
  parts.push(part.slice(middle), part.slice(0, middle))
}

/** Puts an item on its way back to its line. */
export function turnBack({ back }: Flight, entry: Entry, dueAt: number): void {
  const known = back.get(entry.line)
  if (known === undefined) back.set(entry.line, { entries: [entry], dueAt })
  else {
    known.entries.push(entry)
    known.dueAt = Math.max(known.dueAt, dueAt)
  }
}

/** Nothing of a user overtakes what goes back: later items of the same users go back with it. */
export function keepOrder(flight: Flight): void {
  for (const [index, part] of flight.parts.entries()) {
    const staying = part.filter((entry) => {
      const isBehind = flight.back.has(entry.line)
      if (isBehind) turnBack(flight, entry, 0)
      return !isBehind
    })
    flight.parts[index] = staying
  }
}

/** The next part to travel; undefined when there is none. */
export function nextPart({ parts }: Flight): readonly Entry[] | undefined {
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) if (part.length > 0) return part
  return undefined
}

/** Ends a flight early: whatever has not travelled goes back. */
export function callOff(flight: Flight): void {
  for (let part = nextPart(flight); part !== undefined; part = nextPart(flight)) {
    for (const entry of part) turnBack(flight, entry, 0)
  }
}
