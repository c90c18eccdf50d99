import { createIdSource, type IdSource } from '../create-id-source'
import { canonicalRecord, compareText, recordFrom, sorted, type JsonValue } from '../json/json'
import type { ActivityState, BoomtrainState, EventState, PersonState } from './state'

/** What someone did. */
export interface Activity {
  readonly eventCounts: Map<string, number>
  readonly events: EventState[]
}

/** A person as the workspace keeps them. */
export interface Person extends Activity {
  readonly bsin: string
  userId: string
  email: string
  readonly attributes: Map<string, JsonValue>
}

/** Everything one site has. */
export interface Workspace {
  readonly siteId: string
  readonly keepsEvents: boolean
  readonly persons: Set<Person>
  /** From the key of an identifier, also of one whose person was merged into another. */
  readonly byIdentifier: Map<string, Person>
  /** By `bsin`. */
  readonly anonymous: Map<string, Activity>
  readonly merges: { readonly kept: string; readonly merged: string }[]
  readonly ids: IdSource
}

/** A site on which nothing has happened yet. */
export function createWorkspace(siteId: string, keepsEvents: boolean): Workspace {
  return {
    siteId,
    keepsEvents,
    persons: new Set(),
    byIdentifier: new Map(),
    anonymous: new Map(),
    merges: [],
    ids: createIdSource(40)
  }
}

/** A copy of what a workspace holds, in an order that depends on its contents alone. */
export function describeWorkspace(workspace: Workspace): BoomtrainState {
  return {
    persons: [...workspace.persons]
      .map(describePerson)
      .toSorted((first, second) => compareText(first.bsin, second.bsin)),
    anonymous: [...workspace.anonymous]
      .map(([bsin, activity]) => ({ bsin, ...describeActivity(activity) }))
      .toSorted((first, second) => compareText(first.bsin, second.bsin)),
    merges: sorted(workspace.merges)
  }
}

function describePerson(person: Person): PersonState {
  return {
    bsin: person.bsin,
    user_id: person.userId === '' ? null : person.userId,
    email: person.email === '' ? null : person.email,
    attributes: canonicalRecord(recordFrom(person.attributes)),
    ...describeActivity(person)
  }
}

function describeActivity({ eventCounts, events }: Activity): ActivityState {
  return {
    event_counts: recordFrom(eventCounts),
    events: events.map((event) => ({ ...event, properties: canonicalRecord(event.properties) }))
  }
}
