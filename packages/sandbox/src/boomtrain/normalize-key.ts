import { isList, isRecord, recordFrom, type JsonRecord, type JsonValue } from '../json/json'

/**
 * The name under which Boomtrain keeps an attribute.
 * https://docs.zetaglobal.com/docs/create-or-update-a-person
 */
export function normalizeKey(key: string): string {
  return key.trim().toLowerCase().replaceAll(/\s+/g, '_')
}

/** A record with the names normalized at every level. */
export function normalizeRecord(record: JsonRecord): JsonRecord {
  return recordFrom(new Map(Object.entries(record).map(([key, value]) => [normalizeKey(key), normalize(value)])))
}

function normalize(value: JsonValue): JsonValue {
  if (isRecord(value)) return normalizeRecord(value)
  return isList(value) ? value.map(normalize) : value
}
