import { type JsonRecord, type JsonValue } from '../../json/json'
import type { ObjectIdentifier, Operation, PersonIdentifier, RelationChange } from '../operation'
import { personAttributes } from './attributes'
import { conclude, type Checked } from './check-entity'
import { holds, personInPath, requireObject, requirePersonWithoutPhone } from './identifiers'
import { device, event, eventType, relations } from './parts'
import { at, invalid, requireRecord, type Place } from '../../checks/place'
import { optionalText, requireOneOf, requireText } from '../../checks/scalars'
import { optionalUnixSeconds } from './scalars'

/** What a v1 request says: the identifier in its path, if there is one, and its body. */
export interface V1Request {
  readonly identifier: string
  readonly body: JsonValue
}

/** Reads PUT /api/v1/customers/{identifier}. */
export function checkIdentify(request: V1Request): Checked {
  return checkPerson(request, (place, person) => {
    requireRecord(place)
    const { attributes, rest } = splitReserved(place)
    return {
      kind: 'identify-person',
      person,
      attributes: personAttributes({ ...place, value: attributes }),
      timestamp: optionalUnixSeconds(at(rest, '_timestamp')),
      change: readChange(at(rest, 'cio_relationships'))
    }
  })
}

/** Reads a request that says all it has to say with its path. */
export function checkPathOnly(identifier: string, kind: 'delete-person' | 'suppress' | 'unsuppress'): Checked {
  return checkPerson({ identifier, body: null }, (_place, person) => ({ kind, person }))
}

/** Reads PUT /api/v1/customers/{identifier}/devices. */
export function checkAddDevice(request: V1Request): Checked {
  return checkPerson(request, (place, person) => ({
    kind: 'add-device',
    person,
    device: device(at(place, 'device'), 'id')
  }))
}

/** Reads DELETE /api/v1/customers/{identifier}/devices/{device_id}. */
export function checkDeleteDevice(identifier: string, token: string): Checked {
  return checkPerson({ identifier, body: null }, (_place, person) => ({ kind: 'delete-device', person, token }))
}

/** Reads POST /api/v1/customers/{identifier}/events. */
export function checkTrack(request: V1Request): Checked {
  return checkPerson(request, (place, person) => {
    requireRecord(place)
    return { kind: 'track', by: person, event: event(place, eventType(at(place, 'type')), 'data') }
  })
}

/** Reads POST /api/v1/events. */
export function checkTrackAnonymous(body: JsonValue): Checked {
  const place = start(body)
  requireRecord(place)
  const value = optionalText(at(place, 'anonymous_id'))
  return conclude(place, {
    kind: 'track',
    by: value === null ? null : { kind: 'anonymous_id', value },
    event: event(place, eventType(at(place, 'type')), 'data')
  })
}

/** Reads POST /api/v1/merge_customers. */
export function checkMerge(body: JsonValue): Checked {
  const place = start(body)
  const primary = requirePersonWithoutPhone(at(place, 'primary'))
  const secondary = requirePersonWithoutPhone(at(place, 'secondary'))
  return conclude(
    place,
    primary === undefined || secondary === undefined ? undefined : { kind: 'merge', primary, secondary }
  )
}

const metrics = ['bounced', 'clicked', 'converted', 'deferred', 'delivered', 'dropped', 'opened', 'spammed']

/** Reads POST /api/v1/metrics. */
export function checkMetrics(body: JsonValue): Checked {
  const place = start(body)
  requireRecord(place)
  const recipient = at(place, 'recipient')
  // Text for every channel but SMS, where the document has the phone number as an integer.
  const details = Number.isSafeInteger(recipient.value) ? { recipient: recipient.value ?? null } : text(recipient)
  return conclude(place, {
    kind: 'report-delivery',
    report: {
      delivery_id: requireText(at(place, 'delivery_id')),
      metric: requireOneOf(at(place, 'metric'), metrics),
      timestamp: optionalUnixSeconds(at(place, 'timestamp')),
      details: { ...details, ...text(at(place, 'reason')), ...text(at(place, 'href')) }
    }
  })
}

function text(place: Place): JsonRecord {
  const value = optionalText(place)
  return value === null ? {} : { [place.field]: value }
}

function start(body: JsonValue): Place {
  return { value: body, field: '', issues: [] }
}

function checkPerson(
  { identifier, body }: V1Request,
  read: (place: Place, person: PersonIdentifier) => Operation
): Checked {
  const place = start(body)
  const person = personInPath({ value: identifier, field: 'identifier', issues: place.issues })
  return conclude(place, read(place, person))
}

function splitReserved(place: Place): { attributes: JsonRecord; rest: Place } {
  const entries = Object.entries(requireRecord({ ...place, issues: [] }) ?? {})
  return {
    attributes: Object.fromEntries(entries.filter((entry) => !isReserved(entry))),
    rest: { ...place, value: Object.fromEntries(entries.filter(isReserved)) }
  }
}

function isReserved([key]: [string, JsonValue]): boolean {
  return key === '_timestamp' || key === 'cio_relationships'
}

function readChange(place: Place): RelationChange<ObjectIdentifier> {
  if (place.value === undefined) return { action: 'add', relations: [] }
  requireRecord(place)
  const action = requireOneOf(at(place, 'action'), ['add_relationships', 'delete_relationships'])
  if (!holds(place, 'relationships')) invalid(place, 'must hold relationships')
  return {
    action: action === 'delete_relationships' ? 'delete' : 'add',
    relations: relations(at(place, 'relationships'), requireObject)
  }
}
