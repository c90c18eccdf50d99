import type { JsonRecord, JsonValue } from '../../json/json'
import type { AnonymousIdentifier, ObjectIdentifier, PersonIdentifier, RelationChange } from '../operation'
import { findOrCreateAnonymous } from './anonymous'
import { changeAttributes } from './attributes'
import { findOrCreatePerson, findPerson, keyOf } from './identity'
import { findObject, findOrCreateObject, objectKey } from './objects'
import { noteUnapplied, type KeptObject, type Person, type Workspace } from './workspace'

type Relations = Map<string, Map<string, JsonValue>>

/** Adds or removes what relates a person to objects. */
export function relatePerson(workspace: Workspace, person: Person, change: RelationChange<ObjectIdentifier>): void {
  for (const { end, attributes } of change.relations) {
    const object = change.action === 'add' ? findOrCreateObject(workspace, end) : findObject(workspace, end)
    if (object === undefined) {
      noteUnapplied(workspace, `${change.action}_relationships`, { subject: objectKey(end), reason: 'no such object' })
    } else if (change.action === 'add') {
      relate(person.relations, object, attributes)
    } else {
      person.relations.delete(object.cioObjectId)
    }
  }
}

/** Adds or removes what relates an object to people, identified or not. */
export function relateObject(
  workspace: Workspace,
  object: KeptObject,
  change: RelationChange<PersonIdentifier | AnonymousIdentifier>
): void {
  for (const { end, attributes } of change.relations) {
    const relations = relationsOf(workspace, end, change.action)
    if (relations === undefined) {
      const subject = `${end.kind}:${end.value}`
      noteUnapplied(workspace, `${change.action}_relationships`, { subject, reason: 'no such person' })
    } else if (change.action === 'add') {
      relate(relations, object, attributes)
    } else {
      relations.delete(object.cioObjectId)
    }
  }
}

function relate(relations: Relations, { cioObjectId }: KeptObject, attributes: JsonRecord): void {
  const current = relations.get(cioObjectId) ?? new Map<string, JsonValue>()
  changeAttributes(current, attributes)
  relations.set(cioObjectId, current)
}

function relationsOf(
  workspace: Workspace,
  end: PersonIdentifier | AnonymousIdentifier,
  action: 'add' | 'delete'
): Relations | undefined {
  if (end.kind === 'anonymous_id') {
    const owner = workspace.people.get(workspace.peopleByAnonymousId.get(end.value) ?? '')
    return owner?.relations ?? findOrCreateAnonymous(workspace, end.value).relations
  }
  if (workspace.suppressed.has(keyOf(end))) return undefined
  const person = action === 'add' ? findOrCreatePerson(workspace, end) : findPerson(workspace, end)
  return person?.relations
}
