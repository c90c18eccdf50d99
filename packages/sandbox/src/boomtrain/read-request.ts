import { parseTime } from '../checks/iso-time'
import { at, invalid, optionalRecord, required, requireRecord, type Issue, type Place } from '../checks/place'
import { isEmailAddress, optionalText, requireText, requireTime } from '../checks/scalars'
import type { JsonRecord, JsonValue } from '../json/json'
import { normalizeKey, normalizeRecord } from './normalize-key'
import type { EventState } from './state'

/** The identifiers of a person, the one that counts first in front. */
export const identifierKinds = ['user_id', 'email', 'bsin'] as const

/** What a person can be called by; empty text stands for what is not known. */
export type Identifiers = Readonly<Record<(typeof identifierKinds)[number], string>>

/** What reading a request came to. */
export type ReadRequest<Content> =
  | { readonly kind: 'valid'; readonly content: Content }
  | { readonly kind: 'invalid'; readonly issues: readonly Issue[] }

/** An update of a person. */
export interface PersonUpdate {
  readonly identifiers: Identifiers
  readonly attributes: JsonRecord
}

/** An event and whoever it is about. */
export interface TrackedEvent {
  readonly identifiers: Identifiers
  readonly siteId: string | null
  readonly event: EventState
}

const nobody: Identifiers = { user_id: '', email: '', bsin: '' }

/** https://docs.zetaglobal.com/docs/create-or-update-a-person */
export function readPersonUpdate(
  body: JsonValue,
  { idType, id }: { readonly idType: string; readonly id: string }
): ReadRequest<PersonUpdate> {
  return read(body, (place) => {
    const kind = identifierKinds.find((known) => known === idType)
    if (kind === undefined) {
      invalid(at(place, 'id_type'), 'must be bsin, email or user_id')
    } else if (kind === 'email' && !isEmailAddress(id)) {
      invalid(at(place, 'id'), 'must be an email address')
    }
    return {
      identifiers: kind === undefined ? nobody : { ...nobody, [kind]: id },
      attributes: readAttributes(at(place, 'attributes'))
    }
  })
}

function readAttributes(place: Place): JsonRecord {
  const record = optionalRecord(place)
  for (const [key, value] of Object.entries(record)) {
    if (normalizeKey(key) === '') invalid(at(place, key), 'must have a name')
    // The documents clear an attribute with an empty string and know no other way.
    if (value === null) invalid(at(place, key), 'must not be null')
    else if (normalizeKey(key) === 'signed_up_at' && value !== '') requireTime(at(place, key))
  }
  return normalizeRecord(record)
}

/** https://docs.zetaglobal.com/docs/get-a-boomtrain-identifier */
export function readIdentify(body: JsonValue): ReadRequest<Identifiers> {
  return read(body, (place) => {
    const primary = at(place, 'primary')
    requireRecord(primary)
    if (!identifierKinds.some((kind) => at(primary, kind).value !== undefined)) required(at(primary, 'user_id'))
    return readIdentifiers(primary)
  })
}

/** An event at /event/:site_id, or with `type` as its key at /event/track. */
export function readEvent(body: JsonValue, typeKey: 'event_type' | 'type'): ReadRequest<TrackedEvent> {
  return read(body, (place) => {
    const identifiers = readIdentifiers(place)
    if (Object.values(identifiers).every((value) => value === '')) {
      invalid(at(place, 'bsin'), 'is required, or user_id or email in its place')
    }
    return {
      identifiers,
      siteId: optionalText(at(place, 'site_id')),
      event: {
        event_type: requireText(at(place, typeKey)),
        resource_type: optionalText(at(place, 'resource_type')),
        resource_id: optionalText(at(place, 'resource_id')),
        timestamp: optionalUtcTime(at(place, 'timestamp')),
        properties: optionalRecord(at(place, 'properties'))
      }
    }
  })
}

function readIdentifiers(place: Place): Identifiers {
  return {
    user_id: readIdentifier(at(place, 'user_id')),
    email: readEmail(at(place, 'email')),
    bsin: readIdentifier(at(place, 'bsin'))
  }
}

function readIdentifier(place: Place): string {
  if (place.value !== undefined && typeof place.value !== 'string') invalid(place, 'must be a string')
  return typeof place.value === 'string' ? place.value : ''
}

function readEmail(place: Place): string {
  const email = readIdentifier(place)
  if (email !== '' && !isEmailAddress(email)) invalid(place, 'must be an email address')
  return email
}

function optionalUtcTime(place: Place): string | null {
  const text = optionalText(place)
  if (text === null || text === '') return null
  if (parseTime(text) === undefined || !/(Z|[+-]00:?00)$/.test(text)) {
    invalid(place, 'must be a date and time of UTC in ISO 8601')
  }
  return text
}

function read<Content>(value: JsonValue, readContent: (place: Place) => Content): ReadRequest<Content> {
  const place: Place = { value, field: '', issues: [] }
  requireRecord(place)
  const content = readContent(place)
  return place.issues.length === 0 ? { kind: 'valid', content } : { kind: 'invalid', issues: place.issues }
}
