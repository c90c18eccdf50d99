import { at, invalid, requireRecord, type Place } from '../../checks/place'
import { isEmailAddress, requireText } from '../../checks/scalars'
import { member, isRecord } from '../../json/json'
import type { UserIdentifier } from '../item'
import type { UserAlias } from '../state'
import { isPhoneNumber } from './scalars'

/** Every way to name a user, the one that counts first when several are there. */
const kinds = ['external_id', 'user_alias', 'braze_id', 'email', 'phone'] as const

/**
 * The user an object of /users/track is about.
 * https://www.braze.com/docs/api/endpoints/user_data/post_user_track
 */
export function requireUser(place: Place): UserIdentifier | undefined {
  const kind = kinds.find((candidate) => holds(place, candidate))
  if (kind === undefined) {
    place.issues.push({ reason: 'required', field: '', message: missingUser })
    return undefined
  }
  return readIdentifier(at(place, kind), kind)
}

/** The words of the vendor's own answer. */
const missingUser = "'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required"

/** Reads one identifier of a given kind. */
export function readIdentifier(place: Place, kind: UserIdentifier['kind']): UserIdentifier {
  if (kind === 'user_alias') return { kind, alias: requireAlias(place) }
  const value = requireText(place)
  if (kind === 'email' && value !== '' && !isEmailAddress(value)) invalid(place, 'must be an email address')
  if (kind === 'phone' && value !== '' && !isPhoneNumber(value)) invalid(place, 'must be in E.164 format')
  return { kind, value }
}

/** https://www.braze.com/docs/api/objects_filters/user_alias_object */
export function requireAlias(place: Place): UserAlias {
  requireRecord(place)
  return {
    alias_name: requireText(at(place, 'alias_name')),
    alias_label: requireText(at(place, 'alias_label'))
  }
}

/** Whether an object has a member, even one that holds null. */
export function holds(place: Place, key: string): boolean {
  return isRecord(place.value) && member(place.value, key) !== undefined
}
