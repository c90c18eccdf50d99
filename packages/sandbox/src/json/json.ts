/** Any value JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonRecord

/** A JSON object; read its members with `member`, since a key may be `__proto__`. */
export interface JsonRecord {
  readonly [key: string]: JsonValue
}

/** Tells a JSON object from arrays, null and primitives. */
export function isRecord(value: JsonValue | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The member a record itself holds under a key, never one it inherits. */
export function member(record: JsonRecord, key: string): JsonValue | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** The size of a value as vendors count it: a string's own bytes in UTF-8, the compact JSON of anything else. */
export function byteLength(value: JsonValue): number {
  return Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value))
}

/** Builds a record in which every key is an own property, whatever its name, in sorted order. */
export function recordFrom<Value>(entries: Iterable<readonly [string, Value]>): Readonly<Record<string, Value>> {
  return Object.fromEntries([...entries].toSorted(([first], [second]) => compareText(first, second)))
}

/** A copy of a record with the keys sorted at every level. */
export function canonicalRecord(record: JsonRecord): JsonRecord {
  return recordFrom(Object.entries(record).map(([key, value]) => [key, canonical(value)] as const))
}

function canonical(value: JsonValue): JsonValue {
  if (isRecord(value)) return canonicalRecord(value)
  return isList(value) ? value.map(canonical) : value
}

/** Tells a JSON array from everything else. */
export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

/** Orders text by code units, so that the order does not depend on the machine's locale. */
export function compareText(first: string, second: string): number {
  if (first === second) return 0
  return first < second ? -1 : 1
}

/** A copy of a list in an order that depends on its contents alone. */
export function sorted<Value>(values: readonly Value[]): Value[] {
  return values.toSorted((first, second) => compareText(JSON.stringify(first), JSON.stringify(second)))
}
