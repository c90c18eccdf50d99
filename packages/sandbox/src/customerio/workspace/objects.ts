import type { JsonRecord } from '../../json/json'
import { limits } from '../limits'
import type { ObjectIdentifier } from '../operation'
import { changeAttributes, totalBytes } from './attributes'
import { noteUnapplied, type KeptObject, type Workspace } from './workspace'

/** The object an identifier belongs to. */
export function findObject(workspace: Workspace, identifier: ObjectIdentifier): KeptObject | undefined {
  const cioObjectId =
    identifier.kind === 'cio_object_id' ? identifier.value : workspace.objectsByIdentifier.get(objectKey(identifier))
  return cioObjectId === undefined ? undefined : workspace.objects.get(cioObjectId)
}

/** The object an identifier belongs to, created if need be; a `cio_object_id` serves updates only. */
export function findOrCreateObject(workspace: Workspace, identifier: ObjectIdentifier): KeptObject | undefined {
  const known = findObject(workspace, identifier)
  if (known !== undefined || identifier.kind === 'cio_object_id') return known
  const { objectTypeId, objectId } = identifier
  const cioObjectId = `ob${workspace.ids.derive(objectKey(identifier))}`
  const created: KeptObject = { cioObjectId, objectTypeId, objectId, attributes: new Map() }
  workspace.objects.set(cioObjectId, created)
  workspace.objectsByIdentifier.set(objectKey(identifier), cioObjectId)
  return created
}

/** Sets and removes an object's attributes, unless they would exceed what an object may hold in all. */
export function changeObject(workspace: Workspace, object: KeptObject, changes: JsonRecord): void {
  const next = new Map(object.attributes)
  const refused = changeAttributes(next, changes)
  const subject = `cio_object_id:${object.cioObjectId}`
  if (totalBytes(next) > limits.objectAttributes) {
    noteUnapplied(workspace, 'identify', { subject, reason: 'attributes exceed the total size' })
    return
  }
  for (const key of refused) {
    noteUnapplied(workspace, 'identify', { subject, reason: `${key} exceeds the number of attributes` })
  }
  object.attributes.clear()
  for (const [key, value] of next) object.attributes.set(key, value)
}

/** Deletes an object; relationships to it end with it, since its id is never given again. */
export function deleteObject(workspace: Workspace, object: KeptObject): void {
  const { cioObjectId, objectTypeId, objectId } = object
  workspace.objects.delete(cioObjectId)
  workspace.objectsByIdentifier.delete(objectKey({ kind: 'object_id', objectTypeId, objectId }))
  workspace.deletions.push({
    type: 'object',
    cio_object_id: cioObjectId,
    object_type_id: objectTypeId,
    object_id: objectId
  })
}

/** The key an object is indexed by; a type id holds digits only, so that the first colon ends it. */
export function objectKey(identifier: ObjectIdentifier): string {
  return identifier.kind === 'cio_object_id'
    ? `cio_object_id:${identifier.value}`
    : `${identifier.objectTypeId}:${identifier.objectId}`
}
