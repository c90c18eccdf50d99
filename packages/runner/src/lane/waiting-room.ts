import { fits, sameRoute } from '@waybill/kit'
import type { EndpointLimits, Route } from '@waybill/kit'
import { createDueHeap } from './due-heap'
import type { Entry, Line } from './entry'
import { createLineQueue } from './line-queue'

// How many items a user may place before the others have had their turn: enough that what belongs together travels
// together, few enough that somebody who floods leaves most of a request to the others.
const ITEMS_A_TURN = 16

// A request for which the vendor sets no limit still has one, or a whole backlog would become one body.
const MOST_ITEMS = 5000
const MOST_BYTES = 4_000_000

// How many users with another route may stand before one with the same, when a request takes one route only.
const MOST_PASSED_OVER = 64

/** Items that wait for their request, a line for each user: order within a line, fairness between lines. */
export interface WaitingRoom {
  readonly lineOf: (key: string) => Line
  readonly add: (entry: Entry) => void
  /** Takes the items of the next request; their lines fly until they land. */
  readonly take: (mostItems: number) => readonly Entry[]
  /** Lets a line have the next turn, if it is ready then. */
  readonly prefer: (line: Line) => void
  /** A line whose items are back or have ended goes on: at once, or when it is due. */
  readonly land: (line: Line, back: readonly Entry[], dueAt: number) => void
  /** Takes the last items of a line that does not fly out again. */
  readonly shorten: (line: Line, keep: number) => void
  /** Lets the lines go on that are due. */
  readonly wake: (now: number) => void
  readonly nextDueAt: () => number | undefined
  /** Whether what is ready fills a request. */
  readonly isFull: () => boolean
  readonly readyItems: () => number
  readonly heldItems: () => number
  /** What the events of held items take in memory. */
  readonly heldBytes: () => number
  readonly lines: () => Iterable<Line>
}

export function createWaitingRoom(limits: EndpointLimits): WaitingRoom {
  const mostItems = Math.min(limits.items ?? MOST_ITEMS, MOST_ITEMS)
  const mostBytes = Math.min(limits.bytes ?? MOST_BYTES, MOST_BYTES)
  const lines = new Map<string, Line>()
  const queue = createLineQueue()
  const held = createDueHeap<Line>()
  const ready = { items: 0, bytes: 0 }
  let preferred: Line | undefined
  let heldItems = 0
  let heldBytes = 0
  let batches = 0

  return {
    lineOf: (key) => {
      const known = lines.get(key)
      if (known !== undefined) return known
      const line: Line = { key, entries: [], head: 0, bytes: 0, state: 'ready', dueAt: 0, batch: 0, isQueued: false }
      lines.set(key, line)
      return line
    },
    add: (entry) => {
      const { line } = entry
      // Most lines hold one item: a list of exactly one is far smaller than one that was grown.
      if (line.entries.length === 0) line.entries = [entry]
      else line.entries.push(entry)
      line.bytes += entry.bytes
      if (line.state === 'held') countHeld(1, eventBytes(line.entries, line.entries.length - 1))
      if (line.state !== 'ready') return
      ready.items += 1
      ready.bytes += entry.bytes
      queue.push(line)
    },
    take,
    prefer: (line) => {
      preferred = line
    },
    land,
    shorten,
    wake: (now) => {
      for (let line = held.takeDue(now); line !== undefined; line = held.takeDue(now)) {
        if (line.state !== 'held' || line.dueAt > now) continue
        countHeld(-lengthOf(line), -eventBytes(line.entries, line.head))
        setReady(line)
      }
    },
    nextDueAt: held.earliest,
    isFull: () => ready.items >= mostItems || ready.bytes >= mostBytes,
    readyItems: () => ready.items,
    heldItems: () => heldItems,
    heldBytes: () => heldBytes,
    lines: () => lines.values()
  }

  function take(most: number): readonly Entry[] {
    batches += 1
    const batch: Batch = { number: batches, entries: [], bytes: 0, most: Math.min(most, mostItems), isFull: false }
    const passedOver: Line[] = []
    while (!batch.isFull && passedOver.length < MOST_PASSED_OVER) {
      const line = preferred ?? queue.shift()
      preferred = undefined
      if (line === undefined) break
      // It may have been held, or have left with another batch, since it was put into the queue.
      if (line.state !== 'ready' && line.batch !== batch.number) continue
      if (lengthOf(line) === 0) continue
      if (!takeFrom(line, batch)) passedOver.push(line)
      else if (lengthOf(line) > 0) queue.push(line)
    }
    queue.putBack(passedOver)
    return batch.entries.toSorted((first, second) => first.sequence - second.sequence)
  }

  /** Takes a turn of a line; false when its next item cannot share the request. */
  function takeFrom(line: Line, batch: Batch): boolean {
    let taken = 0
    for (let entry = line.entries[line.head]; entry !== undefined; entry = line.entries[line.head]) {
      if (taken === ITEMS_A_TURN) break
      if (!sharesRoute(batch, entry.item.route)) return taken > 0
      const company = companyOf(entry, mostItems)
      if (!holds(batch, entry, company)) {
        batch.isFull = true
        return taken > 0
      }
      if (line.state === 'ready') setFlying(line, batch.number)
      line.head += 1
      line.bytes -= entry.bytes
      batch.entries.push(entry)
      batch.bytes += entry.bytes
      batch.most = Math.min(batch.most, company)
      taken += 1
    }
    return true
  }

  function holds({ entries, bytes, most }: Batch, entry: Entry, company: number): boolean {
    if (entries.length >= Math.min(most, company)) return false
    if (entries.length > 0 && bytes + entry.bytes > mostBytes) return false
    return fits(limits, { count: entries.length, bytes }, entry.bytes)
  }

  function setFlying(line: Line, batch: number): void {
    line.batch = batch
    ready.items -= lengthOf(line)
    ready.bytes -= line.bytes
    line.state = 'flying'
  }

  function land(line: Line, back: readonly Entry[], dueAt: number): void {
    line.entries = [...back, ...line.entries.slice(line.head)]
    line.head = 0
    for (const entry of back) line.bytes += entry.bytes
    if (line.entries.length === 0) {
      lines.delete(line.key)
      return
    }
    if (dueAt === 0) return setReady(line)
    line.state = 'held'
    line.dueAt = dueAt
    countHeld(line.entries.length, eventBytes(line.entries, 0))
    held.add(dueAt, line)
  }

  function countHeld(items: number, bytes: number): void {
    heldItems += items
    heldBytes += bytes
  }

  function setReady(line: Line): void {
    line.state = 'ready'
    ready.items += lengthOf(line)
    ready.bytes += line.bytes
    queue.push(line)
  }

  function shorten(line: Line, keep: number): void {
    const from = line.head + keep
    const bytesHeld = line.state === 'held' ? eventBytes(line.entries, from) : 0
    const leaving = line.entries.splice(from)
    const bytes = leaving.reduce((sum, entry) => sum + entry.bytes, 0)
    line.bytes -= bytes
    if (line.state === 'held') countHeld(-leaving.length, -bytesHeld)
    if (line.state === 'ready') {
      ready.items -= leaving.length
      ready.bytes -= bytes
    }
    if (lengthOf(line) > 0 || line.state === 'flying') return
    // The heap may still name it; whoever comes later under this key gets a line of their own.
    line.state = 'flying'
    lines.delete(line.key)
  }
}

interface Batch {
  readonly number: number
  readonly entries: Entry[]
  bytes: number
  most: number
  isFull: boolean
}

const lengthOf = (line: Line): number => line.entries.length - line.head

/** What the events of the items from one on take in memory; each counts at its first item. */
function eventBytes(entries: readonly Entry[], from: number): number {
  let bytes = 0
  for (let index = from; index < entries.length; index += 1) {
    const work = entries[index]?.work
    if (work !== undefined && work !== entries[index - 1]?.work) bytes += work.message.body.length
  }
  return bytes
}

const sharesRoute = ({ entries }: Batch, route: Route): boolean =>
  entries[0] === undefined || sameRoute(entries[0].item.route, route)

/** An item in whose company the vendor failed again and again travels with fewer each time, in the end alone. */
const companyOf = ({ failures }: Entry, mostItems: number): number =>
  failures < 2 ? mostItems : Math.max(1, Math.floor(mostItems / 2 ** (failures - 1)))
