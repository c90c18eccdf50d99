import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkEvent } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'

/** The good events of `examples/events.jsonl`, as lines and parsed. */
export function exampleEvents(): { readonly lines: readonly string[]; readonly events: readonly SegmentEvent[] } {
  const lines: string[] = []
  const events: SegmentEvent[] = []
  for (const line of readFileSync(join(__dirname, '..', 'examples', 'events.jsonl'), 'utf8').split('\n')) {
    const checked = line.length < 32_768 ? checkEvent(parse(line)) : { ok: false as const }
    if (!checked.ok) continue
    lines.push(line)
    events.push(checked.event)
  }
  return { lines, events }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    return undefined
  }
}

/** Writes the same lines one by one, cheaply, for who cannot hold all of them. */
export function lineWriter(): (index: number) => string {
  const { events } = exampleEvents()
  const parts = manyLines(events.length).map((line) => line.split('-0"'))
  return (index) => (parts[index % parts.length] ?? []).join(`-${Math.floor(index / parts.length)}"`)
}

/**
 * So many events as lines: the good examples again and again, each time of other users. A few users over and over would
 * measure how long a vendor takes to answer, since the events of one user are sent one after another.
 */
export function manyLines(count: number): readonly string[] {
  const { events } = exampleEvents()
  return Array.from({ length: count }, (_, index) => {
    const event = events[index % events.length] ?? { type: 'track' }
    const round = `-${Math.floor(index / events.length)}`
    return JSON.stringify({
      ...event,
      ...(event.userId && { userId: event.userId + round }),
      ...(event.anonymousId && { anonymousId: event.anonymousId + round })
    })
  })
}
