import { at, invalid, itemsOf, type Place } from '../../checks/place'
import { requireOneOf, requireText } from '../../checks/scalars'
import { isList, isRecord, recordFrom, type JsonRecord, type JsonValue } from '../../json/json'
import type { AttributeChange } from '../item'
import type { PushToken } from '../state'
import { readCustomAttribute } from './custom-attribute'
import { profileFields } from './profile-fields'
import { optionalBoolean } from './scalars'

/** What an attributes object says, apart from whom it is about. */
export interface ReadAttributes {
  readonly profile: JsonRecord
  readonly custom: ReadonlyMap<string, AttributeChange>
  readonly mergesObjects: boolean
  readonly pushTokens: readonly PushToken[] | null
  readonly subscriptionGroups: ReadonlyMap<string, string>
}

/** Members of an attributes object that are no attributes. */
const controls = new Set([
  'external_id',
  'user_alias',
  'braze_id',
  '_update_existing_only',
  '_merge_objects',
  'push_token_import',
  'push_tokens',
  'subscription_groups'
])

/** https://www.braze.com/docs/api/objects_filters/user_attributes_object */
export function readAttributes(place: Place): ReadAttributes {
  const profile: [string, JsonValue][] = []
  const custom = new Map<string, AttributeChange>()
  for (const [name, value] of Object.entries(isRecord(place.value) ? place.value : {})) {
    const checkField = profileFields.get(name)
    if (checkField !== undefined) {
      // A lone null cannot tell what the user is called, yet it does remove a field.
      if (value !== null) checkField(at(place, name))
      profile.push([name, value])
    } else if (name === 'bio') {
      custom.set(name, { kind: 'ignore', reason: 'the field was removed' })
    } else if (!controls.has(name)) {
      custom.set(name, readCustomAttribute(at(place, name), name))
    }
  }
  return {
    profile: recordFrom(profile),
    custom,
    mergesObjects: optionalBoolean(at(place, '_merge_objects')) ?? false,
    pushTokens: readPushTokens(at(place, 'push_tokens')),
    subscriptionGroups: readSubscriptionGroups(at(place, 'subscription_groups'))
  }
}

/** The addresses of devices; null where there is no say about them. */
export function readPushTokens(place: Place): readonly PushToken[] | null {
  if (place.value === undefined) return null
  if (place.value === null) return []
  if (!isList(place.value)) invalid(place, 'must be an array')
  return itemsOf(place).map((item) => {
    const deviceId = at(item, 'device_id')
    return {
      app_id: requireText(at(item, 'app_id')),
      token: requireText(at(item, 'token')),
      device_id: deviceId.value === undefined ? null : requireText(deviceId)
    }
  })
}

function readSubscriptionGroups(place: Place): ReadonlyMap<string, string> {
  if (place.value === undefined) return new Map()
  if (!isList(place.value)) invalid(place, 'must be an array')
  return new Map(
    itemsOf(place).map((item) => [
      requireText(at(item, 'subscription_group_id')),
      requireOneOf(at(item, 'subscription_state'), ['subscribed', 'unsubscribed'])
    ])
  )
}
