import { at, type Place } from '../../checks/place'
import { optionalText, requireText } from '../../checks/scalars'
import { jsonAnswer, type Answer } from '../../http/answer'
import type { Route } from '../../http/vendor'
import type { JsonValue } from '../../json/json'
import { requireAlias } from '../checks/identifiers'
import type { UserAlias } from '../state'
import { addAlias, createUser, nameOf, touch } from '../workspace/users'
import { aliasKey, noteUnapplied, type Workspace } from '../workspace/workspace'
import { post, readList, type FindWorkspace } from './list-request'

/** The endpoints that give users aliases and change them. */
export function aliasRoutes(findWorkspace: FindWorkspace): Route[] {
  return [
    post('/users/alias/new', (request) => answerNew(findWorkspace(request), request.body)),
    post('/users/alias/update', (request) => answerUpdate(findWorkspace(request), request.body))
  ]
}

interface NewAlias {
  readonly externalId: string | null
  readonly alias: UserAlias
}

/** https://www.braze.com/docs/api/endpoints/user_data/post_user_alias */
function answerNew(workspace: Workspace, body: JsonValue): Answer {
  const list = readList(body, { key: 'user_aliases', read: readNewAlias })
  if (list.kind === 'refused') return list.answer
  const errors = list.items.flatMap((item, index) => {
    const trouble = giveAlias(workspace, item)
    return trouble === undefined ? [] : [{ type: trouble, input_array: 'user_aliases', index }]
  })
  const aliases_processed = list.items.length - errors.length
  return jsonAnswer(201, { message: 'success', aliases_processed, ...(errors.length === 0 ? {} : { errors }) })
}

function readNewAlias(place: Place): NewAlias {
  return { externalId: optionalText(at(place, 'external_id')), alias: requireAlias(place) }
}

function giveAlias(workspace: Workspace, { externalId, alias }: NewAlias): string | undefined {
  const user = externalId === null ? undefined : workspace.byExternalId.get(externalId)
  const owner = workspace.byAlias.get(aliasKey(alias))
  if (externalId !== null && user === undefined) return "'external_id' is not a known user"
  if (owner !== undefined) {
    const isDone = user === undefined || user === owner
    return isDone ? undefined : 'the alias belongs to another user'
  }
  if (user?.aliases.has(alias.alias_label) === true) return 'the user has another alias with this label'
  const heir = user ?? createUser(workspace, nameOf({ kind: 'user_alias', alias }))
  addAlias(workspace, heir, alias)
  touch(workspace, heir)
  return undefined
}

interface AliasUpdate {
  readonly former: UserAlias
  readonly next: UserAlias
}

/** https://www.braze.com/docs/api/endpoints/user_data/post_users_alias_update */
function answerUpdate(workspace: Workspace, body: JsonValue): Answer {
  const list = readList(body, { key: 'alias_updates', read: readAliasUpdate })
  if (list.kind === 'refused') return list.answer
  for (const update of list.items) changeAlias(workspace, update)
  return jsonAnswer(201, { message: 'success' })
}

function readAliasUpdate(place: Place): AliasUpdate {
  const alias_label = requireText(at(place, 'alias_label'))
  return {
    former: { alias_label, alias_name: requireText(at(place, 'old_alias_name')) },
    next: { alias_label, alias_name: requireText(at(place, 'new_alias_name')) }
  }
}

function changeAlias(workspace: Workspace, { former, next }: AliasUpdate): void {
  const user = workspace.byAlias.get(aliasKey(former))
  const owner = workspace.byAlias.get(aliasKey(next))
  if (user !== undefined && (owner === undefined || owner === user)) {
    addAlias(workspace, user, next)
    touch(workspace, user)
    return
  }
  const subject = nameOf({ kind: 'user_alias', alias: user === undefined ? former : next })
  const reason = user === undefined ? 'no such user' : 'the alias belongs to another user'
  noteUnapplied(workspace, { operation: 'alias/update', subject, reason })
}
