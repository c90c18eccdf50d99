import { at, invalid, required, requireRecord, type Issue, type Place } from '../checks/place'
import { requireText, requireTime } from '../checks/scalars'
import { isRecord, member, type JsonRecord, type JsonValue } from '../json/json'
import type { Amount, Message, Sender } from './message'
import type { EventKind } from './state'

/** What reading a message came to. */
export type ReadMessage =
  | { readonly kind: 'valid'; readonly message: Message }
  | { readonly kind: 'unsupported'; readonly type: string }
  | { readonly kind: 'invalid'; readonly issues: readonly Issue[] }

/**
 * Reads a call as Segment delivers it.
 * https://segment.com/docs/partners/subscriptions/build-webhook/
 * https://segment.com/docs/connections/spec/
 */
export function readMessage(value: JsonValue): ReadMessage {
  const place: Place = { value, field: '', issues: [] }
  requireRecord(place)
  const type = requireText(at(place, 'type'))
  const read = readers.get(type)
  if (place.issues.length > 0) return { kind: 'invalid', issues: place.issues }
  if (read === undefined) return { kind: 'unsupported', type }
  checkEnvelope(place)
  const message = read(place)
  return message === undefined || place.issues.length > 0
    ? { kind: 'invalid', issues: place.issues }
    : { kind: 'valid', message }
}

const readers: ReadonlyMap<string, (place: Place) => Message | undefined> = new Map([
  ['identify', readIdentify],
  ['track', readTrack],
  ['page', (place: Place) => readVisit(place, 'page')],
  ['screen', (place: Place) => readVisit(place, 'screen')],
  ['group', readGroup],
  ['alias', readAlias]
])

// Segment's library sends null for what it does not have.
function checkEnvelope(place: Place): void {
  for (const key of ['userId', 'anonymousId', 'messageId']) optionalText(at(place, key))
  for (const key of ['timestamp', 'sentAt', 'receivedAt', 'originalTimestamp']) {
    if (isThere(at(place, key))) requireTime(at(place, key))
  }
  recordAt(place, 'context')
  recordAt(place, 'integrations')
}

function readIdentify(place: Place): Message {
  return { kind: 'identify', userId: requireText(at(place, 'userId')), traits: recordAt(place, 'traits') }
}

/** The names with a meaning, see https://segment.com/docs/connections/destinations/catalog/tractionboard/ */
const special: ReadonlyMap<string, EventKind> = new Map([
  ['Payment Made', 'payment'],
  ['Refund Received', 'refund'],
  ['cancel', 'cancel'],
  ['signup', 'signup']
])

function readTrack(place: Place): Message | undefined {
  const name = requireText(at(place, 'event'))
  const kind = special.get(name) ?? 'custom'
  if (kind !== 'custom') requireText(at(place, 'userId'))
  const properties = recordAt(place, 'properties')
  const amount = kind === 'payment' || kind === 'refund' ? readAmount(at(place, 'properties')) : null
  const by = readSender(place)
  return by && { kind: 'track', by, amount, event: { kind, event: name, properties, ...stampOf(place) } }
}

function readAmount(place: Place): Amount | null {
  const revenue = at(place, 'revenue')
  const currency = isThere(at(place, 'currency')) ? requireText(at(place, 'currency')) : 'USD'
  if (!isThere(revenue)) return null
  if (typeof revenue.value === 'number') return { currency, value: Math.abs(revenue.value) }
  invalid(revenue, 'must be a number')
  return null
}

function readVisit(place: Place, type: 'page' | 'screen'): Message | undefined {
  const visit = {
    type,
    name: optionalText(at(place, 'name')),
    properties: recordAt(place, 'properties'),
    ...stampOf(place)
  }
  const by = readSender(place)
  return by && { kind: 'visit', by, visit }
}

function readGroup(place: Place): Message | undefined {
  const groupId = requireText(at(place, 'groupId'))
  const by = readSender(place)
  return by && { kind: 'group', by, groupId, traits: recordAt(place, 'traits') }
}

function readAlias(place: Place): Message {
  return { kind: 'alias', previousId: requireText(at(place, 'previousId')), userId: requireText(at(place, 'userId')) }
}

function readSender(place: Place): Sender | undefined {
  const userId = textAt(place, 'userId')
  const anonymousId = textAt(place, 'anonymousId')
  if (userId !== null) return { kind: 'user', id: userId }
  if (anonymousId !== null) return { kind: 'anonymous', id: anonymousId }
  required(at(place, 'userId'))
  return undefined
}

function stampOf(place: Place): { readonly message_id: string | null; readonly timestamp: string | null } {
  return { message_id: textAt(place, 'messageId'), timestamp: textAt(place, 'timestamp') }
}

function optionalText(place: Place): string | null {
  return isThere(place) ? requireText(place) : null
}

function recordAt(place: Place, key: string): JsonRecord {
  return isThere(at(place, key)) ? (requireRecord(at(place, key)) ?? {}) : {}
}

function isThere({ value }: Place): boolean {
  return value !== undefined && value !== null
}

// What is no text has been noted where the envelope was checked.
function textAt({ value }: Place, key: string): string | null {
  const text = isRecord(value) ? member(value, key) : undefined
  return typeof text === 'string' && text !== '' ? text : null
}
