import { at, type Place } from '../../checks/place'
import { requireText } from '../../checks/scalars'
import { jsonAnswer, type Answer } from '../../http/answer'
import type { Route } from '../../http/vendor'
import type { JsonValue } from '../../json/json'
import { setExternalId, touch } from '../workspace/users'
import type { Workspace } from '../workspace/workspace'
import { post, readList, type FindWorkspace } from './list-request'

/** The endpoints that move users to another scheme of external ids. */
export function externalIdRoutes(findWorkspace: FindWorkspace): Route[] {
  return [
    post('/users/external_ids/rename', (request) => answerRename(findWorkspace(request), request.body)),
    post('/users/external_ids/remove', (request) => answerRemove(findWorkspace(request), request.body))
  ]
}

interface Rename {
  readonly current: string
  readonly next: string
}

/** https://www.braze.com/docs/api/endpoints/user_data/external_id_migration/post_external_ids_rename */
function answerRename(workspace: Workspace, body: JsonValue): Answer {
  const list = readList(body, { key: 'external_id_renames', read: readRename })
  if (list.kind === 'refused') return list.answer
  const { done, errors } = attempt(list.items, (item) => rename(workspace, item))
  return jsonAnswer(201, { message: 'success', external_ids: done.map(({ next }) => next), rename_errors: errors })
}

function readRename(place: Place): Rename {
  return {
    current: requireText(at(place, 'current_external_id')),
    next: requireText(at(place, 'new_external_id'))
  }
}

function rename(workspace: Workspace, { current, next }: Rename): string | undefined {
  const user = workspace.byExternalId.get(current)
  if (user === undefined) return 'the current external id is not known'
  if (user.externalId !== current) return 'the current external id is deprecated'
  if (workspace.byExternalId.has(next)) return 'the new external id is in use'
  user.deprecatedExternalIds.add(current)
  setExternalId(workspace, user, next)
  touch(workspace, user)
  return undefined
}

/** https://www.braze.com/docs/api/endpoints/user_data/external_id_migration/post_external_ids_remove */
function answerRemove(workspace: Workspace, body: JsonValue): Answer {
  const list = readList(body, { key: 'external_ids', read: requireText })
  if (list.kind === 'refused') return list.answer
  const { done, errors } = attempt(list.items, (item) => remove(workspace, item))
  return jsonAnswer(201, { message: 'success', removed_ids: done, removal_errors: errors })
}

function remove(workspace: Workspace, externalId: string): string | undefined {
  const user = workspace.byExternalId.get(externalId)
  if (user === undefined) return 'the external id is not known'
  if (!user.deprecatedExternalIds.delete(externalId)) return 'only a deprecated external id can be removed'
  workspace.byExternalId.delete(externalId)
  touch(workspace, user)
  return undefined
}

// The documents call the errors an array of arrays that refer to the positions of the request.
function attempt<Item>(
  items: readonly Item[],
  act: (item: Item) => string | undefined
): { readonly done: readonly Item[]; readonly errors: readonly (readonly [number, string])[] } {
  const done: Item[] = []
  const errors: (readonly [number, string])[] = []
  for (const [index, item] of items.entries()) {
    const trouble = act(item)
    if (trouble === undefined) done.push(item)
    else errors.push([index, trouble])
  }
  return { done, errors }
}
