import { canonicalRecord, compareText, recordFrom, sorted, type JsonRecord, type JsonValue } from '../json/json'
import type { ActivityState, EventState, TractionboardState, UserState, VisitState } from './state'

/** What someone did and belongs to, whether they have a name or not. */
export interface Activity {
  visitCount: number
  readonly eventCounts: Map<string, number>
  readonly revenue: Map<string, number>
  readonly visits: VisitState[]
  readonly events: EventState[]
  readonly groups: Map<string, JsonRecord>
}

/** A user as the workspace keeps them. */
export interface User extends Activity {
  status: UserState['status']
  readonly attributes: Map<string, JsonValue>
  readonly formerIds: Set<string>
  logins: number
}

/** Everything one account has. */
export interface Workspace {
  readonly keepsEvents: boolean
  readonly users: Map<string, User>
  readonly anonymous: Map<string, Activity>
  readonly unapplied: Map<string, TractionboardState['unapplied'][number]>
}

/** An account in which nothing has happened yet. */
export function createWorkspace(keepsEvents: boolean): Workspace {
  return { keepsEvents, users: new Map(), anonymous: new Map(), unapplied: new Map() }
}

/** Someone who has done nothing yet. */
export function createActivity(): Activity {
  return {
    visitCount: 0,
    eventCounts: new Map(),
    revenue: new Map(),
    visits: [],
    events: [],
    groups: new Map()
  }
}

/** A copy of what a workspace holds, in an order that depends on its contents alone. */
export function describeWorkspace(workspace: Workspace): TractionboardState {
  return {
    users: [...workspace.users]
      .map(([user_id, user]) => describeUser(user_id, user))
      .toSorted((first, second) => compareText(first.user_id, second.user_id)),
    anonymous: [...workspace.anonymous]
      .map(([anonymous_id, activity]) => ({
        anonymous_id,
        groups: describeGroups(activity),
        ...describeActivity(activity)
      }))
      .toSorted((first, second) => compareText(first.anonymous_id, second.anonymous_id)),
    unapplied: sorted([...workspace.unapplied.values()])
  }
}

function describeUser(user_id: string, user: User): UserState {
  return {
    user_id,
    status: user.status,
    attributes: canonicalRecord(recordFrom(user.attributes)),
    groups: describeGroups(user),
    former_ids: [...user.formerIds].toSorted(compareText),
    logins: user.logins,
    ...describeActivity(user)
  }
}

function describeGroups({ groups }: Activity): Readonly<Record<string, JsonRecord>> {
  return recordFrom([...groups].map(([id, traits]) => [id, canonicalRecord(traits)] as const))
}

function describeActivity({ visitCount, eventCounts, revenue, visits, events }: Activity): ActivityState {
  return {
    visit_count: visitCount,
    event_counts: recordFrom(eventCounts),
    revenue: recordFrom(revenue),
    visits: visits.map(withCanonicalProperties),
    events: events.map(withCanonicalProperties)
  }
}

function withCanonicalProperties<Kept extends { readonly properties: JsonRecord }>(kept: Kept): Kept {
  return { ...kept, properties: canonicalRecord(kept.properties) }
}
