import { readJson } from '../../editor/read-json'
import type { ReadJson } from '../../editor/read-json'

/** What the event editor holds: one event, or a list of them, which is a batch. */
export type EventDocument =
  | { readonly kind: 'events'; readonly events: readonly unknown[]; readonly isList: boolean }
  | Extract<ReadJson, { kind: 'mistake' }>

const MAXIMUM_EVENTS = 1000

export function readEvents(text: string): EventDocument {
  const read = readJson(text)
  if (read.kind === 'mistake') return read
  const isList = Array.isArray(read.value)
  const events: readonly unknown[] = Array.isArray(read.value) ? read.value : [read.value]
  const range = { from: 0, to: 1 }
  if (events.length === 0) {
    return { kind: 'mistake', message: 'The list is empty; add an event, or choose a sample.', range }
  }
  if (events.length > MAXIMUM_EVENTS) {
    return {
      kind: 'mistake',
      message: `The tester takes at most ${MAXIMUM_EVENTS} events, not ${events.length}.`,
      range
    }
  }
  return { kind: 'events', events, isList }
}

/** The text with one more event in it: what was one event becomes a list. */
export function appendEvent(text: string, event: unknown): string {
  const document = readEvents(text)
  return writeJson(document.kind === 'events' ? [...document.events, event] : [event])
}

export const writeJson = (value: unknown): string => JSON.stringify(value, null, 2)

/** The same JSON, indented; what is not JSON stays as it is. */
export function formatJson(text: string): string {
  const read = readJson(text)
  return read.kind === 'value' ? writeJson(read.value) : text
}
