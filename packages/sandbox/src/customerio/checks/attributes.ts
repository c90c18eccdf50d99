import { byteLength, isRecord, member, type JsonRecord } from '../../json/json'
import { limits } from '../limits'
import { removesAttribute } from '../operation'
import { isEmailAddress, requireText } from '../../checks/scalars'
import { isUnixSeconds, requireIdentifier } from './scalars'
import { at, invalid, optionalRecord, tooLarge, type Place } from '../../checks/place'

const preferences = 'cio_subscription_preferences'

/** The attributes of a person, where some names are the API's own. */
export function personAttributes(place: Place): JsonRecord {
  const record = withinLimits(place)
  for (const [key, value] of Object.entries(record)) {
    if (!removesAttribute(value)) checkPersonAttribute(at(place, key), key)
  }
  return record
}

/** The attributes of an object. */
export function objectAttributes(place: Place): JsonRecord {
  const record = withinLimits(place)
  if (member(record, 'relationship') !== undefined) invalid(at(place, 'relationship'), 'is a reserved attribute name')
  checkCreatedAt(at(place, 'created_at'))
  return record
}

/** The attributes of a relationship. */
export function relationAttributes(place: Place): JsonRecord {
  return withinLimits(place)
}

/** The attributes of a device, which are text throughout. */
export function deviceAttributes(place: Place): JsonRecord {
  const record = withinLimits(place)
  for (const [key, value] of Object.entries(record)) {
    if (typeof value !== 'string') invalid(at(place, key), 'must be a string')
  }
  const pushEnabled = member(record, 'push_enabled')
  if (pushEnabled !== undefined && pushEnabled !== 'true' && pushEnabled !== 'false') {
    invalid(at(place, 'push_enabled'), 'must be "true" or "false"')
  }
  return record
}

function withinLimits(place: Place): JsonRecord {
  const record = optionalRecord(place)
  const entries = Object.entries(record)
  if (entries.length > limits.attributes) tooLarge(place, `must hold at most ${limits.attributes} attributes`)
  for (const [key, value] of entries) {
    if (byteLength(key) > limits.attributeName) {
      tooLarge(at(place, key), `must have a name of at most ${limits.attributeName} bytes`)
    }
    if (key !== preferences && byteLength(value) > limits.attributeValue) {
      tooLarge(at(place, key), `must be at most ${limits.attributeValue} bytes`)
    }
  }
  return record
}

function checkPersonAttribute(place: Place, key: string): void {
  switch (key) {
    case 'id':
    case 'anonymous_id':
      requireIdentifier(place)
      return
    case 'email':
      if (!isEmailAddress(requireText(place))) invalid(place, 'must be an email address')
      return
    case 'created_at':
      checkCreatedAt(place)
      return
    case '_update':
      if (typeof place.value !== 'boolean') invalid(place, 'must be a boolean')
      return
    case '_relationship':
      invalid(place, 'is a reserved attribute name')
      return
    default:
      checkPreferences(place, key)
  }
}

function checkCreatedAt(place: Place): void {
  const { value } = place
  if (value === undefined || removesAttribute(value) || isUnixSeconds(value)) return
  invalid(place, 'must be a Unix timestamp: an integer number of seconds')
}

function checkPreferences(place: Place, key: string): void {
  if (key === preferences) {
    for (const topic of Object.keys(optionalRecord(at(place, 'topics'))))
      checkTopic(at(at(place, 'topics'), topic), topic)
    if (!isRecord(place.value)) invalid(place, 'must be an object')
  } else if (key.startsWith(`${preferences}.`)) {
    checkTopic(place, key.slice(`${preferences}.topics.`.length))
  }
}

function checkTopic(place: Place, topic: string): void {
  if (!/^topic_\d+$/.test(topic)) invalid(place, 'must be named topic_<id>')
  const { value } = place
  if (value === undefined || removesAttribute(value) || typeof value === 'boolean') return
  invalid(place, 'must be a boolean')
}
