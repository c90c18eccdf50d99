import { createIdSource, type IdSource } from '../../create-id-source'
import type { JsonValue } from '../../json/json'
import type { CustomerioAccount } from '../account'
import type { Deletion, Merge } from '../state'
import type { CustomerioEvent, DeliveryReport, Device, PersonIdentifier } from '../operation'

/** An event as it is kept; `anonymous_id` is there when it came without a known person. */
export interface KeptEvent extends CustomerioEvent {
  readonly anonymous_id: string | null
}

/** A person as the workspace keeps them. */
export interface Person {
  readonly cioId: string
  /** `id`, `email` and `phone`, as far as they are known. */
  readonly identifiers: Map<Exclude<PersonIdentifier['kind'], 'cio_id'>, string>
  readonly anonymousIds: Set<string>
  readonly attributes: Map<string, JsonValue>
  /** When the attributes set or removed by a dated request were changed. */
  readonly attributeTimes: Map<string, number>
  readonly topics: Map<string, boolean>
  readonly devices: Map<string, Device>
  readonly events: KeptEvent[]
  /** By `cio_object_id`, the attributes of the relationship. */
  readonly relations: Map<string, Map<string, JsonValue>>
}

/** An object as the workspace keeps it. */
export interface KeptObject {
  readonly cioObjectId: string
  readonly objectTypeId: string
  readonly objectId: string
  readonly attributes: Map<string, JsonValue>
}

/** Someone not yet identified. */
export interface Anonymous {
  readonly events: KeptEvent[]
  readonly relations: Map<string, Map<string, JsonValue>>
}

/** Something the API answers 200 to and nevertheless does not do. */
export interface Unapplied {
  readonly operation: string
  /** Whom or what it was about, such as `id:42`. */
  readonly subject: string
  readonly reason: string
}

/** Everything one account has. */
export interface Workspace {
  readonly account: CustomerioAccount
  /** By `cio_id`. */
  readonly people: Map<string, Person>
  /** From an identifier's key to a `cio_id`. */
  readonly peopleByIdentifier: Map<string, string>
  /** From an `anonymous_id` to the `cio_id` of the person who has it. */
  readonly peopleByAnonymousId: Map<string, string>
  readonly anonymous: Map<string, Anonymous>
  /** Events that can never be attributed to anyone. */
  readonly strayEvents: KeptEvent[]
  /** By `cio_object_id`. */
  readonly objects: Map<string, KeptObject>
  /** From a type and an id to a `cio_object_id`. */
  readonly objectsByIdentifier: Map<string, string>
  /** From an identifier's key to every identifier that was suppressed along with it. */
  readonly suppressed: Map<string, readonly PersonIdentifier[]>
  readonly eventIds: Set<string>
  readonly reports: DeliveryReport[]
  readonly deletions: Deletion[]
  readonly merges: Merge[]
  readonly unapplied: Unapplied[]
  readonly ids: IdSource
  /** Whether events are remembered one by one. */
  readonly keepsEvents: boolean
}

/** An account in which nothing has happened yet. */
export function createWorkspace(account: CustomerioAccount, keepsEvents = true): Workspace {
  return {
    account,
    people: new Map(),
    peopleByIdentifier: new Map(),
    peopleByAnonymousId: new Map(),
    anonymous: new Map(),
    strayEvents: [],
    objects: new Map(),
    objectsByIdentifier: new Map(),
    suppressed: new Map(),
    eventIds: new Set(),
    reports: [],
    deletions: [],
    merges: [],
    unapplied: [],
    ids: createIdSource(12),
    keepsEvents
  }
}

/** Notes what was answered with 200 and not done. */
export function noteUnapplied(
  workspace: Workspace,
  operation: string,
  { subject, reason }: Omit<Unapplied, 'operation'>
) {
  workspace.unapplied.push({ operation, subject, reason })
}
