import { at, invalid, itemsOf, required, type Place } from '../../checks/place'
import { requireOneOf } from '../../checks/scalars'
import { isList } from '../../json/json'
import type { UserIdentifier } from '../item'
import { readIdentifier } from './identifiers'

/** A rule that narrows down several users with the same email address or phone number. */
export type Priority = (typeof priorities)[number]

/** One user, by an identifier and, where that may fit several, the rules to choose by. */
export interface UserSelection {
  readonly identifier: UserIdentifier
  readonly prioritization: readonly Priority[]
}

const priorities = ['identified', 'unidentified', 'most_recently_updated', 'least_recently_updated'] as const

/**
 * The one user an object names.
 * https://www.braze.com/docs/api/endpoints/user_data/post_users_merge
 */
export function readSelection(place: Place, kind: UserIdentifier['kind']): UserSelection {
  const identifier = readIdentifier(at(place, kind), kind)
  if (kind !== 'email' && kind !== 'phone') return { identifier, prioritization: [] }
  return { identifier, prioritization: requirePrioritization(at(place, 'prioritization')) }
}

function requirePrioritization(place: Place): readonly Priority[] {
  if (place.value === undefined) required(place)
  else if (!isList(place.value)) invalid(place, 'must be an array')
  const words = itemsOf(place).map((item) => requireOneOf(item, priorities))
  if (words.includes('identified') && words.includes('unidentified')) {
    invalid(place, 'must not hold both identified and unidentified')
  }
  return words.flatMap((word) => priorities.filter((priority) => priority === word))
}
