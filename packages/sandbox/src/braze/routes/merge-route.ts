import { at, type Place } from '../../checks/place'
import { jsonAnswer, type Answer } from '../../http/answer'
import type { Route } from '../../http/vendor'
import { isRecord, type JsonValue } from '../../json/json'
import { holds } from '../checks/identifiers'
import { readSelection, type UserSelection } from '../checks/selection'
import { mergeUsers } from '../workspace/merge'
import { selectUser } from '../workspace/select-user'
import { nameOf } from '../workspace/users'
import { noteUnapplied, type Workspace } from '../workspace/workspace'
import { post, readList, type FindWorkspace } from './list-request'

/** https://www.braze.com/docs/api/endpoints/user_data/post_users_merge */
export function mergeRoute(findWorkspace: FindWorkspace): Route {
  return post('/users/merge', (request) => answerMerge(findWorkspace(request), request.body))
}

interface MergeUpdate {
  readonly merged: UserSelection
  readonly kept: UserSelection
}

function answerMerge(workspace: Workspace, body: JsonValue): Answer {
  const list = readList(body, {
    key: 'merge_updates',
    read: readUpdate,
    tooMany: 'a single request may not contain more than 50 merge updates'
  })
  if (list.kind === 'refused') return list.answer
  for (const update of list.items) {
    if (update !== undefined) applyUpdate(workspace, update)
  }
  return jsonAnswer(202, { message: 'success' })
}

function readUpdate(place: Place): MergeUpdate | undefined {
  const keys = isRecord(place.value) ? Object.keys(place.value).toSorted().join(' ') : ''
  if (keys !== 'identifier_to_keep identifier_to_merge') {
    note(place, "'merge_updates' must only have 'identifier_to_merge' and 'identifier_to_keep'")
    return undefined
  }
  const merged = readEnd(at(place, 'identifier_to_merge'))
  const kept = readEnd(at(place, 'identifier_to_keep'))
  return merged === undefined || kept === undefined ? undefined : { merged, kept }
}

function readEnd(place: Place): UserSelection | undefined {
  const kinds = (['external_id', 'user_alias', 'email', 'phone'] as const).filter((kind) => holds(place, kind))
  const [kind] = kinds
  if (kind !== undefined && kinds.length === 1) return readSelection(place, kind)
  note(
    place,
    "identifiers must be objects with an 'external_id' property that is a string, 'user_alias' property that is an " +
      "object, 'email' property that is a string, or 'phone' property that is a string"
  )
  return undefined
}

// The documents word these errors themselves.
function note(place: Place, message: string): void {
  place.issues.push({ reason: 'invalid', field: place.field, message })
}

function applyUpdate(workspace: Workspace, update: MergeUpdate): void {
  const merged = selectUser(workspace, update.merged)
  const kept = selectUser(workspace, update.kept)
  if (merged !== undefined && kept !== undefined && merged !== kept) {
    mergeUsers(workspace, kept, merged)
    return
  }
  noteUnapplied(workspace, {
    operation: 'merge',
    subject: `${nameOf(update.kept.identifier)} <- ${nameOf(update.merged.identifier)}`,
    reason: merged !== undefined && merged === kept ? 'both are the same user' : 'no such user'
  })
}
