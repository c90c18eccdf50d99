/** A JSON value that is already text, so that an item is serialised once however often its request is rebuilt. */
export class RawJson {
  constructor(readonly text: string) {}

  /** Lets a plain `JSON.stringify` see the value. */
  toJSON(): unknown {
    return JSON.parse(this.text)
  }
}

/** `JSON.stringify` that places `RawJson` as the text it is; null for what JSON has no word for. */
export const encodeJson = (value: unknown): string => encode(value, '') ?? 'null'

/** The text of a value, undefined when JSON has none; the key is for values that say themselves how they are written. */
function encode(value: unknown, key: string): string | undefined {
  const speaks = typeof value === 'object' && value !== null && !(value instanceof RawJson) && hasToJson(value)
  return encodePlain(speaks ? value.toJSON(key) : value)
}

function encodePlain(value: unknown): string | undefined {
  if (value instanceof RawJson) return value.text
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return Array.isArray(value) ? encodeList(value) : encodeObject(value)
}

const hasToJson = (value: object): value is { readonly toJSON: (key: string) => unknown } =>
  'toJSON' in value && typeof value.toJSON === 'function'

function encodeList(list: readonly unknown[]): string {
  const entries: string[] = []
  for (let index = 0; index < list.length; index++) entries.push(encode(list[index], String(index)) ?? 'null')
  return `[${entries.join(',')}]`
}

function encodeObject(value: object): string {
  const members: string[] = []
  for (const [key, member] of Object.entries(value)) {
    const text = encode(member, key)
    if (text !== undefined) members.push(`${JSON.stringify(key)}:${text}`)
  }
  return `{${members.join(',')}}`
}
