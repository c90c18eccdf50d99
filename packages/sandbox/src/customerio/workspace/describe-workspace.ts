import { canonicalRecord, compareText, recordFrom, sorted, type JsonRecord, type JsonValue } from '../../json/json'
import type { DeliveryReport, Device } from '../operation'
import type { CustomerioState, DeviceState, EventState, PersonState, RelationState } from '../state'
import { isUnsubscribed } from './attributes'
import { describeIdentifiers } from './identity'
import type { KeptEvent, KeptObject, Person, Workspace } from './workspace'

/** A copy of what a workspace holds, in an order that depends on its contents alone. */
export function describeWorkspace(workspace: Workspace): CustomerioState {
  return {
    people: [...workspace.people.values()]
      .map((person) => describePerson(workspace, person))
      .toSorted((first, second) => compareText(first.cio_id, second.cio_id)),
    anonymous: [...workspace.anonymous]
      .map(([anonymous_id, { events, relations }]) => ({
        anonymous_id,
        relationships: describeRelations(workspace, relations),
        events: events.map(describeEvent)
      }))
      .toSorted((first, second) => compareText(first.anonymous_id, second.anonymous_id)),
    stray_events: workspace.strayEvents.map(describeEvent),
    objects: [...workspace.objects.values()]
      .map((object) => describeObject(workspace, object))
      .toSorted((first, second) => compareText(first.cio_object_id, second.cio_object_id)),
    suppressed: [...workspace.suppressed.keys()].toSorted(compareText),
    deletions: sorted(workspace.deletions),
    merges: sorted(workspace.merges),
    delivery_reports: sorted(workspace.reports.map(describeReport)),
    unapplied: unique(workspace.unapplied)
  }
}

function describePerson(workspace: Workspace, person: Person): PersonState {
  const attributes = new Map(person.attributes)
  const createdAt = attributes.get('created_at')
  const unsubscribed = isUnsubscribed(attributes.get('unsubscribed'))
  attributes.delete('created_at')
  attributes.delete('unsubscribed')
  return {
    cio_id: person.cioId,
    ...describeIdentifiers(person),
    anonymous_ids: [...person.anonymousIds].toSorted(compareText),
    created_at: typeof createdAt === 'number' ? createdAt : null,
    unsubscribed,
    topics: recordFrom(person.topics),
    attributes: describeAttributes(attributes),
    devices: sorted([...person.devices.values()].map(describeDevice)),
    relationships: describeRelations(workspace, person.relations),
    events: person.events.map(describeEvent)
  }
}

function describeObject(workspace: Workspace, object: KeptObject): CustomerioState['objects'][number] {
  const people = [...workspace.people.values()].flatMap((person) => {
    const attributes = person.relations.get(object.cioObjectId)
    return attributes === undefined ? [] : [{ cio_id: person.cioId, attributes: describeAttributes(attributes) }]
  })
  return {
    cio_object_id: object.cioObjectId,
    object_type_id: object.objectTypeId,
    object_id: object.objectId,
    attributes: describeAttributes(object.attributes),
    people: people.toSorted((first, second) => compareText(first.cio_id, second.cio_id))
  }
}

function describeRelations(workspace: Workspace, relations: Person['relations']): RelationState[] {
  const described = [...relations].flatMap(([cioObjectId, attributes]) => {
    const object = workspace.objects.get(cioObjectId)
    if (object === undefined) return []
    const { objectTypeId: object_type_id, objectId: object_id } = object
    return [{ object_type_id, object_id, attributes: describeAttributes(attributes) }]
  })
  return sorted(described)
}

function describeEvent(event: KeptEvent): EventState {
  return { ...event, attributes: canonicalRecord(event.attributes) }
}

function describeAttributes(attributes: ReadonlyMap<string, JsonValue>): JsonRecord {
  return canonicalRecord(recordFrom(attributes))
}

function describeDevice({ token, platform, last_used, attributes }: Device): DeviceState {
  return { token, platform, last_used, attributes: canonicalRecord(attributes) }
}

function describeReport({ delivery_id, metric, timestamp, details }: DeliveryReport): DeliveryReport {
  return { delivery_id, metric, timestamp, details: canonicalRecord(details) }
}

// A request that is sent again because its answer was lost leaves the same note again.
function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Map(sorted(values).map((value) => [JSON.stringify(value), value])).values()]
}
