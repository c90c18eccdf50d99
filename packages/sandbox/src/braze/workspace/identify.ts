import type { UserSelection } from '../checks/selection'
import { mergeUsers } from './merge'
import { selectUser } from './select-user'
import { addAlias, aliasesOf, nameOf, removeUser, setExternalId, touch } from './users'
import { noteUnapplied, type User, type Workspace } from './workspace'

/** A user without an external id, and the one to give them. */
export interface Identification {
  readonly selection: UserSelection
  readonly externalId: string
}

/**
 * Gives an unidentified user an external id, or makes them one with the user who has it.
 * https://www.braze.com/docs/api/endpoints/user_data/post_user_identify
 */
export function identifyUser(
  workspace: Workspace,
  { selection, externalId }: Identification,
  mergesData: boolean
): void {
  const note = (reason: string): void =>
    noteUnapplied(workspace, { operation: 'identify', subject: nameOf(selection.identifier), reason })
  const source = selectUser(workspace, selection)
  const target = workspace.byExternalId.get(externalId)
  if (source === undefined) note('no such user')
  else if (source === target) return
  else if (source.externalId !== null) note('already identified')
  else if (target === undefined) {
    setExternalId(workspace, source, externalId)
    touch(workspace, source)
  } else if (aliasesOf(source).some(({ alias_label }) => target.aliases.has(alias_label))) {
    note('the identified user has an alias with the same label')
  } else {
    combine(workspace, { source, target }, mergesData)
  }
}

function combine(
  workspace: Workspace,
  { source, target }: { readonly source: User; readonly target: User },
  mergesData: boolean
): void {
  if (mergesData) mergeUsers(workspace, target, source)
  else {
    // Messages go on through the tokens; everything else is left behind.
    removeUser(workspace, source)
    target.pushTokens = [...target.pushTokens, ...source.pushTokens]
    touch(workspace, target)
  }
  for (const alias of aliasesOf(source)) addAlias(workspace, target, alias)
}
