import { isUtf8 } from 'node:buffer'

export type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string }

/** Parses a body as JSON, whatever its sender calls it: browsers send `text/plain`, since they ask first for anything else. */
export function parseJson(body: Buffer): Parsed {
  if (body.length === 0) return { ok: false, reason: 'The body is empty; send JSON.' }
  if (!isUtf8(body)) return { ok: false, reason: 'The body is not valid UTF-8; send JSON in UTF-8.' }
  try {
    return { ok: true, value: JSON.parse(body.toString('utf8').replace(/^\uFEFF/, '')) as unknown }
  } catch (error) {
    // The parser quotes the text, and that may be anything: only the place is told.
    const position = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    const place = position === undefined ? '' : ` at character ${Number(position) + 1}`
    return { ok: false, reason: `The body is not valid JSON${place}.` }
  }
}
