import { isRecord, member } from '../../json/json'
import type { AnonymousIdentifier, ObjectIdentifier, PersonIdentifier } from '../operation'
import { at, invalid, required, requireRecord, type Place } from '../../checks/place'
import { isEmailAddress, requireText } from '../../checks/scalars'
import { requireIdentifier } from './scalars'

/** A person, by whatever identifies people in the v2 API. */
export function requirePerson(place: Place): PersonIdentifier | undefined {
  return requireSingle(place, ['id', 'email', 'phone', 'cio_id'])
}

/** A person where the documents leave out `phone`: in merges and in the relationships of objects. */
export function requirePersonWithoutPhone(place: Place): PersonIdentifier | undefined {
  return requireSingle(place, ['id', 'email', 'cio_id'])
}

/** Whoever an event belongs to. */
export function requirePersonOrAnonymous(place: Place): PersonIdentifier | AnonymousIdentifier | undefined {
  return requireSingle(place, ['id', 'email', 'phone', 'cio_id', 'anonymous_id'])
}

/** Someone who has not been identified. */
export function requireAnonymous(place: Place): AnonymousIdentifier | undefined {
  return requireSingle(place, ['anonymous_id'])
}

/** An object, by its type and id or by the id Customer.io gave it. */
export function requireObject(place: Place): ObjectIdentifier | undefined {
  const record = requireRecord(place)
  if (record === undefined) return undefined
  const keys = Object.keys(record).toSorted().join(' ')
  if (keys === 'cio_object_id') return { kind: 'cio_object_id', value: requireText(at(place, keys)) }
  if (keys !== 'object_id object_type_id') {
    invalid(place, 'must hold object_type_id and object_id, or cio_object_id alone')
    return undefined
  }
  const objectTypeId = requireText(at(place, 'object_type_id'))
  if (!/^([1-9]\d*)?$/.test(objectTypeId)) {
    invalid(at(place, 'object_type_id'), 'must be a string that holds an integer from 1 up')
  }
  return { kind: 'object_id', objectTypeId, objectId: requireIdentifier(at(place, 'object_id')) }
}

/** The person a v1 path names; the API tells the kind of identifier by its shape. */
export function personInPath(place: Place): PersonIdentifier {
  const text = requireIdentifier(place)
  const cioId = /^cio_([a-z0-9]+)$/i.exec(text)?.[1]
  if (cioId !== undefined) return { kind: 'cio_id', value: cioId }
  return { kind: isEmailAddress(text) ? 'email' : 'id', value: text }
}

function requireSingle<Kind extends PersonIdentifier['kind'] | 'anonymous_id'>(
  place: Place,
  allowed: readonly Kind[]
): { kind: Kind; value: string } | undefined {
  const record = requireRecord(place)
  if (record === undefined) return undefined
  const keys = Object.keys(record)
  const kind = allowed.find((candidate) => candidate === keys[0])
  if (keys.length === 0) required(place)
  else if (keys.length > 1) invalid(place, 'must hold exactly one identifier')
  else if (kind === undefined) invalid(place, `must hold one of ${allowed.join(', ')}`)
  return kind === undefined ? undefined : { kind, value: requireValue(at(place, kind), kind) }
}

function requireValue(place: Place, kind: string): string {
  const value = requireIdentifier(place)
  if (kind === 'phone' && value !== '' && !isPhoneNumber(value)) invalid(place, 'must be in E.164 format')
  if (kind === 'email' && value !== '' && !isEmailAddress(value)) invalid(place, 'must be an email address')
  return value
}

function isPhoneNumber(text: string): boolean {
  return /^\+\d{1,15}$/.test(text)
}

/** Whether a record has a key of its own, even one that holds null. */
export function holds(place: Place, key: string): boolean {
  return isRecord(place.value) && member(place.value, key) !== undefined
}
