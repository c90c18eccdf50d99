import { compareText, type JsonValue } from '../../json/json'
import type { UserIdentifier } from '../item'
import type { Deletion, UserAlias } from '../state'
import { aliasKey, type User, type Workspace } from './workspace'

/** What to call a user by in notes. */
export function nameOf(identifier: UserIdentifier): string {
  if (identifier.kind !== 'user_alias') return `${identifier.kind}:${identifier.value}`
  return `user_alias:${identifier.alias.alias_label}:${identifier.alias.alias_name}`
}

/** The user an identifier means; of several with the same email or phone the one Braze documents to prefer. */
export function findUser(workspace: Workspace, identifier: UserIdentifier): User | undefined {
  switch (identifier.kind) {
    case 'external_id':
      return workspace.byExternalId.get(identifier.value)
    case 'braze_id':
      return workspace.users.get(identifier.value)
    case 'user_alias':
      return workspace.byAlias.get(aliasKey(identifier.alias))
    case 'email':
    case 'phone':
      break
  }
  return preferred(usersByContact(workspace, identifier.kind, identifier.value))
}

/** Every user with an email address, in whatever case, or a phone number. */
export function usersByContact(workspace: Workspace, kind: 'email' | 'phone', value: string): readonly User[] {
  return [...(workspace.byContact.get(contactKey(kind, value)) ?? [])]
}

// Those with an external id go first, then those who were updated last.
function preferred(users: readonly User[]): User | undefined {
  const [first] = users.toSorted(
    (one, other) => Number(other.externalId !== null) - Number(one.externalId !== null) || other.updated - one.updated
  )
  return first
}

/** The user an identifier means, created if need be and allowed; nobody can be created by an id that Braze gives out. */
export function findOrCreateUser(workspace: Workspace, identifier: UserIdentifier, creates: boolean): User | undefined {
  const found = findUser(workspace, identifier)
  if (found !== undefined || !creates || identifier.kind === 'braze_id') return found
  const user = createUser(workspace, nameOf(identifier))
  switch (identifier.kind) {
    case 'external_id':
      setExternalId(workspace, user, identifier.value)
      break
    case 'user_alias':
      addAlias(workspace, user, identifier.alias)
      break
    case 'email':
    case 'phone':
      setProfileField(workspace, user, [identifier.kind, identifier.value])
  }
  return user
}

/** A user nobody has given a name to yet; the key makes their id the same in every sandbox. */
export function createUser(workspace: Workspace, key: string): User {
  const user: User = {
    brazeId: workspace.ids.derive(key),
    externalId: null,
    deprecatedExternalIds: new Set(),
    aliases: new Map(),
    profile: new Map(),
    custom: new Map(),
    pushTokens: [],
    subscriptionGroups: new Map(),
    customEvents: new Map(),
    products: new Map(),
    revenue: new Map(),
    events: [],
    purchases: [],
    updated: 0
  }
  workspace.users.set(user.brazeId, user)
  touch(workspace, user)
  return user
}

/** Notes that a user was updated just now. */
export function touch(workspace: Workspace, user: User): void {
  workspace.changes += 1
  user.updated = workspace.changes
}

/** Gives a user their external id. */
export function setExternalId(workspace: Workspace, user: User, externalId: string): void {
  user.externalId = externalId
  workspace.byExternalId.set(externalId, user)
}

/** Gives a user an alias in place of the one they had under that label. */
export function addAlias(workspace: Workspace, user: User, alias: UserAlias): void {
  const former = user.aliases.get(alias.alias_label)
  if (former !== undefined) workspace.byAlias.delete(aliasKey({ ...alias, alias_name: former }))
  user.aliases.set(alias.alias_label, alias.alias_name)
  workspace.byAlias.set(aliasKey(alias), user)
}

/** Sets a field of the profile, or removes it with null. */
export function setProfileField(workspace: Workspace, user: User, [name, value]: [string, JsonValue]): void {
  if (name === 'email' || name === 'phone') moveContact(workspace, user, { kind: name, value })
  if (value === null) user.profile.delete(name)
  else user.profile.set(name, value)
}

function moveContact(
  workspace: Workspace,
  user: User,
  { kind, value }: { readonly kind: 'email' | 'phone'; readonly value: JsonValue }
): void {
  const former = user.profile.get(kind)
  if (typeof former === 'string') leaveContact(workspace, user, contactKey(kind, former))
  if (typeof value !== 'string') return
  const key = contactKey(kind, value)
  workspace.byContact.set(key, (workspace.byContact.get(key) ?? new Set()).add(user))
}

function leaveContact(workspace: Workspace, user: User, key: string): void {
  const users = workspace.byContact.get(key)
  users?.delete(user)
  if (users?.size === 0) workspace.byContact.delete(key)
}

function contactKey(kind: 'email' | 'phone', value: string): string {
  return `${kind}:${value.toLowerCase()}`
}

/** Takes a user and every way to refer to them out of the workspace. */
export function removeUser(workspace: Workspace, user: User): void {
  workspace.users.delete(user.brazeId)
  for (const externalId of [user.externalId, ...user.deprecatedExternalIds]) {
    if (externalId !== null) workspace.byExternalId.delete(externalId)
  }
  for (const alias of aliasesOf(user)) workspace.byAlias.delete(aliasKey(alias))
  for (const kind of ['email', 'phone'] as const) moveContact(workspace, user, { kind, value: null })
}

/** A user's aliases, by label. */
export function aliasesOf({ aliases }: User): UserAlias[] {
  return [...aliases]
    .map(([alias_label, alias_name]) => ({ alias_name, alias_label }))
    .toSorted((first, second) => compareText(first.alias_label, second.alias_label))
}

/** The names a user goes by. */
export function describeIdentifiers(user: User): Deletion {
  return { braze_id: user.brazeId, external_id: user.externalId, user_aliases: aliasesOf(user) }
}
