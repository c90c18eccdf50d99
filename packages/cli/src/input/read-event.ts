import { isUtf8 } from 'node:buffer'
import { checkEvent, isJsonObject, utf8Bytes } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import type { InputRecord } from './input-record'

/** Segment refuses a larger event: https://segment.com/docs/connections/rate-limits/ */
const MAXIMUM_EVENT_BYTES = 32_768

/** One event of the input, or a place where there should be one and why there is none. */
export type ReadEvent =
  | { readonly kind: 'event'; readonly event: SegmentEvent; readonly line: number }
  | {
      readonly kind: 'unreadable'
      readonly reason: string
      readonly line: number
      /** The ID of what would be the event, if it can be told. */
      readonly messageId?: string
    }

/** Reads the event a record holds. */
export function readEvent(record: InputRecord): ReadEvent {
  const { line } = record
  if (record.kind === 'broken') return { kind: 'unreadable', line, reason: record.reason }
  if (record.kind === 'too-long') return { kind: 'unreadable', line, reason: tooLarge(record.bytes) }
  const { content } = record
  if (!isUtf8(content)) {
    return { kind: 'unreadable', line, reason: 'This is not valid UTF-8; save the input as UTF-8 text.' }
  }
  const text = content.toString('utf8')
  try {
    return toEvent(JSON.parse(text), { line, bytes: content.length })
  } catch (error) {
    return { kind: 'unreadable', line, reason: `This is not valid JSON: ${parserWords(error, text)}.` }
  }
}

function toEvent(value: unknown, { line, bytes }: { line: number; bytes: number }): ReadEvent {
  const { messageId } = isJsonObject(value) ? value : {}
  const identity = typeof messageId === 'string' ? { line, messageId } : { line }
  // Indentation is no part of the event.
  const compactBytes = bytes > MAXIMUM_EVENT_BYTES ? utf8Bytes(JSON.stringify(value)) : bytes
  if (compactBytes > MAXIMUM_EVENT_BYTES) return { kind: 'unreadable', reason: tooLarge(compactBytes), ...identity }
  const checked = checkEvent(value)
  return checked.ok
    ? { kind: 'event', event: checked.event, line }
    : { kind: 'unreadable', reason: checked.reason, ...identity }
}

const tooLarge = (bytes: number): string =>
  `The event has ${bytes} bytes; Segment takes ${MAXIMUM_EVENT_BYTES} at most, so leave something out.`

/** The parser's words without the text it quotes, which may hold a user's data. */
function parserWords(error: unknown, text: string): string {
  if (text.trim() === '{')
    return 'the event goes over several lines; write it on one, or put brackets around the events'
  const message = error instanceof Error ? error.message : ''
  const position = /at position (\d+)/.exec(message)?.[1]
  if (/end of JSON input|Unterminated/i.test(message) || Number(position) >= text.trimEnd().length)
    return 'it ends too early; mend it and send it again'
  const place = position === undefined ? '' : ` at character ${Number(position) + 1}`
  return `it is malformed${place}; mend it and send it again`
}
