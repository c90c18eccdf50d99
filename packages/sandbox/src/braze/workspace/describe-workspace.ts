import { canonicalRecord, compareText, recordFrom, sorted, type JsonRecord, type JsonValue } from '../../json/json'
import type { BrazeState, SummaryState, UserState } from '../state'
import { describeIdentifiers } from './users'
import type { Summary, User, Workspace } from './workspace'

/** A copy of what a workspace holds, in an order that depends on its contents alone. */
export function describeWorkspace(workspace: Workspace): BrazeState {
  return {
    users: [...workspace.users.values()]
      .map(describeUser)
      .toSorted((first, second) => compareText(first.braze_id, second.braze_id)),
    deletions: sorted(workspace.deletions),
    merges: sorted(workspace.merges),
    unapplied: sorted([...workspace.unapplied.values()])
  }
}

/** A user as a test, or the vendor's own export, sees them. */
export function describeUser(user: User): UserState {
  return {
    ...describeIdentifiers(user),
    deprecated_external_ids: [...user.deprecatedExternalIds].toSorted(compareText),
    attributes: describeAttributes(user.profile),
    custom_attributes: describeAttributes(user.custom),
    push_tokens: sorted(user.pushTokens),
    subscription_groups: recordFrom(user.subscriptionGroups),
    custom_events: describeSummaries(user.customEvents),
    purchased_products: describeSummaries(user.products),
    revenue: recordFrom(user.revenue),
    events: user.events.map((event) => ({ ...event, properties: canonicalRecord(event.properties) })),
    purchases: user.purchases.map((purchase) => ({ ...purchase, properties: canonicalRecord(purchase.properties) }))
  }
}

function describeAttributes(attributes: ReadonlyMap<string, JsonValue>): JsonRecord {
  return canonicalRecord(recordFrom(attributes))
}

function describeSummaries(summaries: ReadonlyMap<string, Summary>): SummaryState[] {
  return [...summaries]
    .map(([name, { count, first, last }]) => ({
      name,
      count,
      first: new Date(first).toISOString(),
      last: new Date(last).toISOString()
    }))
    .toSorted((first, second) => compareText(first.name, second.name))
}
