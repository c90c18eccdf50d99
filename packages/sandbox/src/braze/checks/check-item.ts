import { at, invalid, required, type Issue, type Place } from '../../checks/place'
import { isRecord, member, type JsonValue } from '../../json/json'
import type { TrackItem, UserIdentifier } from '../item'
import { holds, requireUser } from './identifiers'
import { readAttributes, readPushTokens } from './read-attributes'
import { readEvent, readPurchase } from './read-event'
import { optionalBoolean } from './scalars'

/** The arrays of a request, in the order in which Braze processes them. */
export const inputArrays = ['attributes', 'events', 'purchases'] as const

/** One of the arrays of a request. */
export type InputArray = (typeof inputArrays)[number]

/** What checking an object came to. */
export type CheckedItem =
  { readonly kind: 'valid'; readonly item: TrackItem } | { readonly kind: 'invalid'; readonly issues: readonly Issue[] }

/**
 * Reads one object of /users/track.
 * https://www.braze.com/docs/api/endpoints/user_data/post_user_track
 */
export function checkItem(value: JsonValue, array: InputArray): CheckedItem {
  const place: Place = { value, field: '', issues: [] }
  const item = readItem(place, array)
  return place.issues.length === 0 && item !== undefined
    ? { kind: 'valid', item }
    : { kind: 'invalid', issues: place.issues }
}

function readItem(place: Place, array: InputArray): TrackItem | undefined {
  if (!isRecord(place.value)) {
    invalid(place, 'must be an object')
    return undefined
  }
  if (array === 'attributes' && optionalBoolean(at(place, 'push_token_import')) === true) return readImport(place)
  const user = requireUser(place)
  // Read what remains even so: an answer names everything that is wrong.
  const creates = mayCreate(place, user)
  const read = readers[array](place)
  return user === undefined ? undefined : { user, creates, ...read }
}

const readers = {
  attributes: (place: Place) => ({ kind: 'attributes' as const, ...readAttributes(place) }),
  events: (place: Place) => ({ kind: 'event' as const, event: readEvent(place) }),
  purchases: (place: Place) => ({ kind: 'purchase' as const, purchase: readPurchase(place) })
}

// A user named by alias comes into being only where a request says so.
function mayCreate(place: Place, user: UserIdentifier | undefined): boolean {
  return !(optionalBoolean(at(place, '_update_existing_only')) ?? user?.kind === 'user_alias')
}

function readImport(place: Place): TrackItem {
  for (const key of ['external_id', 'braze_id']) {
    if (holds(place, key)) invalid(at(place, key), 'must not stand beside push_token_import')
  }
  const pushTokens = readPushTokens(at(place, 'push_tokens')) ?? []
  if (pushTokens.length === 0) required(at(place, 'push_tokens'))
  return { kind: 'import-push-tokens', pushTokens }
}

/** An object's external id, when it has one that is text. */
export function externalIdOf(value: JsonValue): string | undefined {
  const externalId = isRecord(value) ? member(value, 'external_id') : undefined
  return typeof externalId === 'string' ? externalId : undefined
}
