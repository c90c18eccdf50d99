import { isJsonObject } from '../json'

/** A JSON value that is already text, so that an item is serialised once however often its request is rebuilt. */
export class RawJson {
  constructor(readonly text: string) {}

  /** Lets a plain `JSON.stringify` see the value. */
  toJSON(): unknown {
    return JSON.parse(this.text)
  }
}

/** `JSON.stringify` that places `RawJson` as the text it is. Undefined members are left out, as JSON does. */
export function encodeJson(value: unknown): string {
  if (value instanceof RawJson) return value.text
  if (Array.isArray(value)) return `[${value.map((entry) => encodeJson(entry ?? null)).join(',')}]`
  if (isJsonObject(value)) return encodeObject(value)
  return JSON.stringify(value) ?? 'null'
}

function encodeObject(value: { readonly [key: string]: unknown }): string {
  const members: string[] = []
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${encodeJson(member)}`)
  }
  return `{${members.join(',')}}`
}
