import { isRecord, type JsonValue } from '../../json/json'
import type { AnonymousIdentifier, Operation, PersonIdentifier, RelationChange } from '../operation'
import { objectAttributes, personAttributes } from './attributes'
import {
  holds,
  requireAnonymous,
  requireObject,
  requirePerson,
  requirePersonOrAnonymous,
  requirePersonWithoutPhone
} from './identifiers'
import { device, deviceToken, event, relations, requireRelations } from './parts'
import { at, invalid, requireRecord, type Issue, type Place } from '../../checks/place'
import { requireOneOf, requireText } from '../../checks/scalars'
import { optionalUnixSeconds } from './scalars'

/** What checking a request came to. */
export type Checked =
  | { readonly kind: 'valid'; readonly operation: Operation }
  | { readonly kind: 'invalid'; readonly issues: readonly Issue[] }

/**
 * Reads one v2 entity, the unit of both /entity and /batch.
 * https://docs.customer.io/integrations/api/track/
 */
export function checkEntity(value: JsonValue): Checked {
  const place: Place = { value, field: '', issues: [] }
  return conclude(place, readEntity(place))
}

/** Turns what was read and what was noted on the way into a verdict. */
export function conclude({ issues }: Place, operation: Operation | undefined): Checked {
  return issues.length === 0 && operation !== undefined ? { kind: 'valid', operation } : { kind: 'invalid', issues }
}

function readEntity(place: Place): Operation | undefined {
  if (!isRecord(place.value)) {
    invalid(place, 'must be an object')
    return undefined
  }
  switch (requireOneOf(at(place, 'type'), ['person', 'object', 'delivery'])) {
    case 'person':
      return readPerson(place)
    case 'object':
      return readObject(place)
    case 'delivery':
      return readDelivery(place)
    default:
      return undefined
  }
}

const personActions = [
  'identify',
  'delete',
  'event',
  'screen',
  'page',
  'add_relationships',
  'delete_relationships',
  'add_device',
  'delete_device',
  'merge',
  'suppress',
  'unsuppress'
]

function readPerson(place: Place): Operation | undefined {
  const action = requireOneOf(at(place, 'action'), personActions)
  if (action === 'merge') return readMerge(place)
  if (action === 'event' || action === 'page' || action === 'screen') return readEvent(place, action)
  if (!personActions.includes(action)) return undefined
  const person = requirePerson(at(place, 'identifiers'))
  return person === undefined ? undefined : readPersonAction(place, action, person)
}

function readPersonAction(place: Place, action: string, person: PersonIdentifier): Operation | undefined {
  switch (action) {
    case 'identify':
      return {
        kind: 'identify-person',
        person,
        attributes: personAttributes(at(place, 'attributes')),
        timestamp: optionalUnixSeconds(at(place, 'timestamp')),
        change: { action: 'add', relations: relations(at(place, 'cio_relationships'), requireObject) }
      }
    case 'delete':
      return { kind: 'delete-person', person }
    case 'suppress':
    case 'unsuppress':
      return { kind: action, person }
    case 'add_device':
      return { kind: 'add-device', person, device: device(at(place, 'device'), 'token') }
    case 'delete_device':
      return { kind: 'delete-device', person, token: deviceToken(at(place, 'device')) }
    default:
      return { kind: 'relate-person', person, change: readChange(place, action, requireObject) }
  }
}

function readEvent(place: Place, type: 'event' | 'page' | 'screen'): Operation | undefined {
  const by = requirePersonOrAnonymous(at(place, 'identifiers'))
  const read = event(place, type, 'attributes')
  return by === undefined ? undefined : { kind: 'track', by, event: read }
}

function readMerge(place: Place): Operation | undefined {
  const primary = requirePersonWithoutPhone(at(place, 'primary'))
  const secondary = requirePersonWithoutPhone(at(place, 'secondary'))
  return primary === undefined || secondary === undefined ? undefined : { kind: 'merge', primary, secondary }
}

const objectActions = ['identify', 'identify_anonymous', 'delete', 'add_relationships', 'delete_relationships']

function readObject(place: Place): Operation | undefined {
  const action = requireOneOf(at(place, 'action'), objectActions)
  if (!objectActions.includes(action)) return undefined
  const object = requireObject(at(place, 'identifiers'))
  if (object === undefined) return undefined
  if (action === 'delete') return { kind: 'delete-object', object }
  if (action === 'identify' || action === 'identify_anonymous') {
    const attributes = objectAttributes(at(place, 'attributes'))
    return { kind: 'identify-object', object, attributes, change: readObjectRelations(place, action) }
  }
  return { kind: 'relate-object', object, change: readChange(place, action, requirePersonWithoutPhone) }
}

function readObjectRelations(
  place: Place,
  action: 'identify' | 'identify_anonymous'
): RelationChange<PersonIdentifier | AnonymousIdentifier> {
  const list = at(place, 'cio_relationships')
  if (action === 'identify') return { action: 'add', relations: relations(list, requirePersonWithoutPhone) }
  // The schema lists anonymous people under cio_relationships, the example names one at the root: both are taken.
  const root = at(place, 'anonymous_id')
  const alone = holds(place, 'anonymous_id')
    ? [{ end: { kind: 'anonymous_id', value: requireText(root) } as const, attributes: {} }]
    : []
  return { action: 'add', relations: [...alone, ...relations(list, requireAnonymous)] }
}

function readChange<End>(
  place: Place,
  action: string,
  requireEnd: (place: Place) => End | undefined
): RelationChange<End> {
  return {
    action: action === 'add_relationships' ? 'add' : 'delete',
    relations: requireRelations(at(place, 'cio_relationships'), requireEnd)
  }
}

function readDelivery(place: Place): Operation {
  requireOneOf(at(place, 'action'), ['event'])
  requireRecord(at(place, 'identifiers'))
  requireRecord(at(place, 'attributes'))
  return {
    kind: 'report-delivery',
    report: {
      delivery_id: requireText(at(at(place, 'identifiers'), 'id')),
      metric: requireOneOf(at(place, 'name'), ['opened', 'converted', 'delivered']),
      timestamp: optionalUnixSeconds(at(place, 'timestamp')),
      details: { device_token: requireText(at(at(place, 'attributes'), 'device_token')) }
    }
  }
}
