import { mistakeAt, parseJsonTree } from './json-tree'
import type { TextRange } from './json-tree'

export type ReadJson =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'mistake'; readonly message: string; readonly range: TextRange }

/** Reads JSON; what is not JSON is told with its place, by line and column. */
export function readJson(text: string): ReadJson {
  try {
    return { kind: 'value', value: JSON.parse(text) as unknown }
  } catch {
    const position = mistakeAt(parseJsonTree(text), text.length)
    // Something has to be there to be underlined: at the end, the last character.
    const from = Math.max(0, Math.min(position, text.length - 1))
    const range = { from, to: Math.min(text.length, from + 1) }
    return { kind: 'mistake', message: `This is not JSON: ${reasonAt(text, position)}`, range }
  }
}

function reasonAt(text: string, position: number): string {
  if (text.trim() === '') return 'there is nothing here; choose a sample or write an object.'
  const before = text.slice(0, position).split('\n')
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
  if (text.slice(position).trim() === '') return `it ends too early, at ${place}.`
  return `“${text.slice(position).trimStart().slice(0, 1)}” does not fit at ${place}${adviceAt(text, position)}.`
}

/** The three mistakes people make most. */
function adviceAt(text: string, position: number): string {
  const rest = text.slice(position).trimStart()
  const before = text.slice(0, position).trimEnd()
  if (before.endsWith(',') && /^[}\]]/.test(rest)) return '; remove the comma before it'
  if (rest.startsWith("'")) return '; strings stand in double quotes'
  if (rest.startsWith('"') && !/[{,[:]$/.test(before)) return '; a comma may be missing before it'
  return ''
}
