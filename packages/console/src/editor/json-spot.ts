import { readString } from './json-tree'
import type { JsonPath } from './json-tree'

/** What may be written at a place inside JSON, whether or not the JSON around it is complete. */
export interface JsonSpot {
  readonly kind: 'key' | 'value'
  /** The way to the object a key would belong to, or to the value. */
  readonly path: JsonPath
  /** Where what is being written there begins, its opening quote not counted. */
  readonly from: number
  /** Whether it stands in quotes. */
  readonly isQuoted: boolean
  /** The keys its object has before it. */
  readonly siblings: readonly string[]
}

type Frame =
  { readonly kind: 'object'; readonly keys: string[]; isKeyNext: boolean } | { readonly kind: 'array'; index: number }

/** Reads JSON from its start up to a position, as far as it goes, and tells what stands there. */
export function jsonSpotAt(text: string, position: number): JsonSpot {
  const frames: Frame[] = []
  let offset = 0
  while (offset < position) {
    const character = text.charAt(offset)
    if (character === '"') {
      const end = endOfString(text, offset)
      if (end > position) return spotOf(frames, { from: offset + 1, isQuoted: true })
      noteKey(frames.at(-1), text.slice(offset, end))
      offset = end
    } else {
      enter(frames, character)
      offset += 1
    }
  }
  return spotOf(frames, { from: position - wordBefore(text, position).length, isQuoted: false })
}

/** The offset behind the closing quote; strings end with their line at the latest, since JSON's cannot hold one. */
export function endOfString(text: string, start: number): number {
  for (let offset = start + 1; offset < text.length; offset += 1) {
    const character = text.charAt(offset)
    if (character === '\\') offset += 1
    else if (character === '"') return offset + 1
    else if (character === '\n') return offset
  }
  return text.length + 1
}

function enter(frames: Frame[], character: string): void {
  const frame = frames.at(-1)
  if (character === '{') frames.push({ kind: 'object', keys: [], isKeyNext: true })
  else if (character === '[') frames.push({ kind: 'array', index: 0 })
  else if (character === '}' || character === ']') frames.pop()
  else if (character === ',' && frame?.kind === 'array') frame.index += 1
  else if (character === ',' && frame?.kind === 'object') frame.isKeyNext = true
  else if (character === ':' && frame?.kind === 'object') frame.isKeyNext = false
}

function noteKey(frame: Frame | undefined, source: string): void {
  if (frame?.kind !== 'object' || !frame.isKeyNext) return
  frame.keys.push(readString(source) ?? source.slice(1, -1))
}

function spotOf(frames: readonly Frame[], place: { readonly from: number; readonly isQuoted: boolean }): JsonSpot {
  const last = frames.at(-1)
  const isKey = last?.kind === 'object' && last.isKeyNext
  const path = frames.flatMap((frame): JsonPath => {
    if (frame.kind === 'array') return [frame.index]
    return frame === last && isKey ? [] : [frame.keys.at(-1) ?? '']
  })
  return { ...place, kind: isKey ? 'key' : 'value', path, siblings: last?.kind === 'object' ? last.keys : [] }
}

const wordBefore = (text: string, position: number): string =>
  /[\w$@.-]*$/.exec(text.slice(Math.max(0, position - 200), position))?.[0] ?? ''
