import { createIdSource, type IdSource } from '../../create-id-source'
import type { JsonValue } from '../../json/json'
import type { BrazeAccount } from '../account'
import type { Deletion, EventState, Merge, PurchaseState, PushToken, UserAlias } from '../state'

/** How often something happened, and when first and last, in milliseconds since the epoch. */
export interface Summary {
  count: number
  first: number
  last: number
}

/** A user as the workspace keeps them. */
export interface User {
  readonly brazeId: string
  externalId: string | null
  readonly deprecatedExternalIds: Set<string>
  /** From a label to a name. */
  readonly aliases: Map<string, string>
  readonly profile: Map<string, JsonValue>
  readonly custom: Map<string, JsonValue>
  pushTokens: readonly PushToken[]
  readonly subscriptionGroups: Map<string, string>
  readonly customEvents: Map<string, Summary>
  readonly products: Map<string, Summary>
  readonly revenue: Map<string, number>
  readonly events: EventState[]
  readonly purchases: PurchaseState[]
  /** Grows with every change to any user: the highest is the most recently updated. */
  updated: number
}

/** Something the API answers with success and nevertheless does not do. */
export interface Unapplied {
  readonly operation: string
  /** Whom it was about, such as `external_id:42`. */
  readonly subject: string
  readonly reason: string
}

/** Everything one account has. */
export interface Workspace {
  readonly account: BrazeAccount
  readonly keepsEvents: boolean
  /** By `braze_id`. */
  readonly users: Map<string, User>
  /** By external id, whether current or deprecated. */
  readonly byExternalId: Map<string, User>
  /** By the key of an alias. */
  readonly byAlias: Map<string, User>
  /** By email address in lower case and by phone number; several users may have the same. */
  readonly byContact: Map<string, Set<User>>
  readonly deletions: Deletion[]
  readonly merges: Merge[]
  readonly unapplied: Map<string, Unapplied>
  readonly ids: IdSource
  changes: number
}

/** An account in which nothing has happened yet. */
export function createWorkspace(account: BrazeAccount, keepsEvents: boolean): Workspace {
  return {
    account,
    keepsEvents,
    users: new Map(),
    byExternalId: new Map(),
    byAlias: new Map(),
    byContact: new Map(),
    deletions: [],
    merges: [],
    unapplied: new Map(),
    ids: createIdSource(24),
    changes: 0
  }
}

/** Notes what was answered with success and not done; a request sent again leaves no second note. */
export function noteUnapplied(workspace: Workspace, note: Unapplied): void {
  workspace.unapplied.set(JSON.stringify([note.operation, note.subject, note.reason]), note)
}

/** The key an alias is indexed by. */
export function aliasKey({ alias_label, alias_name }: UserAlias): string {
  return JSON.stringify([alias_label, alias_name])
}
