import { isList, isRecord, member, type JsonRecord, type JsonValue } from '../json/json'

/** One thing that is wrong with a request, in the shape the v2 API reports it. */
export interface Issue {
  readonly reason: 'required' | 'invalid' | 'too_large'
  readonly field: string
  readonly message: string
}

/** A spot in a request: the value there, the name to call it by, and where to note what is wrong with it. */
export interface Place {
  readonly value: JsonValue | undefined
  readonly field: string
  readonly issues: Issue[]
}

/** The spot under a key; below anything but an object there is nothing. */
export function at(place: Place, key: string): Place {
  const value = isRecord(place.value) ? member(place.value, key) : undefined
  return { value, field: place.field === '' ? key : `${place.field}.${key}`, issues: place.issues }
}

/** The spots of a list's items. */
export function itemsOf(place: Place): readonly Place[] {
  if (!isList(place.value)) return []
  return place.value.map((value, index) => ({ value, field: `${place.field}[${index}]`, issues: place.issues }))
}

/** Notes that something that must be there is missing. */
export function required(place: Place): void {
  place.issues.push({ reason: 'required', field: place.field, message: `${nameOf(place)} is required` })
}

/** Notes that a value is not what the documents ask for. */
export function invalid(place: Place, expectation: string): void {
  place.issues.push({ reason: 'invalid', field: place.field, message: `${nameOf(place)} ${expectation}` })
}

/** Notes that a value exceeds a documented limit. */
export function tooLarge(place: Place, expectation: string): void {
  place.issues.push({ reason: 'too_large', field: place.field, message: `${nameOf(place)} ${expectation}` })
}

function nameOf({ field }: Place): string {
  return field === '' ? 'the request' : field
}

/** The record at a spot; notes what keeps it from being one. */
export function requireRecord(place: Place): JsonRecord | undefined {
  if (place.value === undefined) required(place)
  else if (!isRecord(place.value)) invalid(place, 'must be an object')
  return isRecord(place.value) ? place.value : undefined
}

/** The record at a spot where there may be none. */
export function optionalRecord(place: Place): JsonRecord {
  return place.value === undefined ? {} : (requireRecord(place) ?? {})
}
