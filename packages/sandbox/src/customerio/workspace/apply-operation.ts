import type { Operation, PersonIdentifier } from '../operation'
import { trackEvent } from './events'
import { findOrCreatePerson, findPerson, keyOf } from './identity'
import { mergePeople } from './merge'
import { changeObject, deleteObject, findObject, findOrCreateObject, objectKey } from './objects'
import { deletePerson, identifiersIn, identifyPerson } from './people'
import { relateObject, relatePerson } from './relations'
import { isSuppressed, suppress, unsuppress } from './suppression'
import { noteUnapplied, type KeptObject, type Person, type Workspace } from './workspace'

/** Does what a valid request asks for, as far as the workspace allows it. */
export function applyOperation(workspace: Workspace, operation: Operation): void {
  const suppressed = peopleIn(operation).find((identifier) => isSuppressed(workspace, identifier))
  if (suppressed === undefined) apply(workspace, operation)
  else noteUnapplied(workspace, operation.kind, { subject: keyOf(suppressed), reason: 'suppressed' })
}

// Those to be suppressed or unsuppressed are left out: there, being suppressed is no reason to do nothing.
function peopleIn(operation: Operation): readonly PersonIdentifier[] {
  switch (operation.kind) {
    case 'identify-person':
      return [operation.person, ...identifiersIn(operation.attributes)]
    case 'delete-person':
    case 'add-device':
    case 'delete-device':
    case 'relate-person':
      return [operation.person]
    case 'merge':
      return [operation.primary, operation.secondary]
    case 'track':
      return operation.by === null || operation.by.kind === 'anonymous_id' ? [] : [operation.by]
    case 'suppress':
    case 'unsuppress':
    case 'identify-object':
    case 'delete-object':
    case 'relate-object':
    case 'report-delivery':
      break
  }
  return []
}

function apply(workspace: Workspace, operation: Operation): void {
  switch (operation.kind) {
    case 'identify-person':
      return identifyPerson(workspace, operation)
    case 'delete-person':
      return withPerson(workspace, operation, (person) => deletePerson(workspace, person))
    case 'suppress':
      return suppress(workspace, operation.person)
    case 'unsuppress':
      return unsuppress(workspace, operation.person)
    case 'track':
      return trackEvent(workspace, operation.by, operation.event)
    case 'add-device':
      return withPerson(workspace, operation, ({ devices }) => devices.set(operation.device.token, operation.device))
    case 'delete-device':
      return withPerson(workspace, operation, ({ devices }) => devices.delete(operation.token))
    case 'relate-person':
      return withPerson(workspace, operation, (person) => relatePerson(workspace, person, operation.change))
    case 'merge':
      return mergePeople(workspace, operation)
    case 'report-delivery':
      return void workspace.reports.push(operation.report)
    case 'identify-object':
    case 'delete-object':
    case 'relate-object':
      return withObject(workspace, operation, (object) => applyToObject(workspace, operation, object))
  }
}

type ObjectOperation = Extract<Operation, { readonly object: unknown }>

function applyToObject(workspace: Workspace, operation: ObjectOperation, object: KeptObject): void {
  switch (operation.kind) {
    case 'identify-object':
      changeObject(workspace, object, operation.attributes)
      relateObject(workspace, object, operation.change)
      return
    case 'delete-object':
      deleteObject(workspace, object)
      return
    case 'relate-object':
      relateObject(workspace, object, operation.change)
  }
}

type PersonOperation = Extract<Operation, { kind: 'delete-person' | 'add-device' | 'delete-device' | 'relate-person' }>

/** Acts on the person named, who comes into being only through what adds something to them. */
function withPerson(workspace: Workspace, operation: PersonOperation, act: (person: Person) => unknown): void {
  const adds =
    operation.kind === 'add-device' || (operation.kind === 'relate-person' && operation.change.action === 'add')
  const person = (adds ? findOrCreatePerson : findPerson)(workspace, operation.person)
  if (person !== undefined) act(person)
  else noteUnapplied(workspace, operation.kind, { subject: keyOf(operation.person), reason: 'no such person' })
}

function withObject(workspace: Workspace, operation: ObjectOperation, act: (object: KeptObject) => void): void {
  const adds =
    operation.kind === 'identify-object' || (operation.kind === 'relate-object' && operation.change.action === 'add')
  const object = (adds ? findOrCreateObject : findObject)(workspace, operation.object)
  if (object !== undefined) act(object)
  else noteUnapplied(workspace, operation.kind, { subject: objectKey(operation.object), reason: 'no such object' })
}
