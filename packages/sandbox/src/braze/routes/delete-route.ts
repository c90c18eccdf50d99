import { type Place } from '../../checks/place'
import { requireText } from '../../checks/scalars'
import { jsonAnswer, type Answer } from '../../http/answer'
import type { Route } from '../../http/vendor'
import { isRecord, member, type JsonValue } from '../../json/json'
import { requireAlias } from '../checks/identifiers'
import { readSelection, type UserSelection } from '../checks/selection'
import { selectUser } from '../workspace/select-user'
import { describeIdentifiers, removeUser } from '../workspace/users'
import type { Workspace } from '../workspace/workspace'
import { fatal, post, readList, type FindWorkspace } from './list-request'

const lists: ReadonlyMap<string, (place: Place) => UserSelection> = new Map<string, (place: Place) => UserSelection>([
  ['external_ids', (place) => selection({ kind: 'external_id', value: requireText(place) })],
  ['user_aliases', (place) => selection({ kind: 'user_alias', alias: requireAlias(place) })],
  ['braze_ids', (place) => selection({ kind: 'braze_id', value: requireText(place) })],
  ['email_addresses', (place) => readSelection(place, 'email')],
  ['phone_numbers', (place) => readSelection(place, 'phone')]
])

function selection(identifier: UserSelection['identifier']): UserSelection {
  return { identifier, prioritization: [] }
}

/** https://www.braze.com/docs/api/endpoints/user_data/post_user_delete */
export function deleteRoute(findWorkspace: FindWorkspace): Route {
  return post('/users/delete', (request) => answerDelete(findWorkspace(request), request.body))
}

function answerDelete(workspace: Workspace, body: JsonValue): Answer {
  const given = [...lists].filter(([key]) => isRecord(body) && member(body, key) !== undefined)
  const [only, ...others] = given
  if (only === undefined || others.length > 0)
    return fatal(`exactly one of ${[...lists.keys()].join(', ')} is required`)
  const [key, read] = only
  const list = readList(body, { key, read, tooMany: 'The max number of ids per request was exceeded' })
  if (list.kind === 'refused') return list.answer
  const deleted = list.items.filter((item) => deleteUser(workspace, item)).length
  return jsonAnswer(201, { message: 'success', deleted })
}

function deleteUser(workspace: Workspace, item: UserSelection): boolean {
  const user = selectUser(workspace, item)
  if (user === undefined) return false
  removeUser(workspace, user)
  workspace.deletions.push(describeIdentifiers(user))
  return true
}
