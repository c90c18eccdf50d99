import { reject } from '@waybill/kit'
import type { NoItems } from '@waybill/kit'
import { identifierProblem } from './identifiers'

/** What tells an object from all others. */
export interface ObjectIdentifiers {
  readonly object_type_id: string
  readonly object_id: string
}

/** Which object an item is about; the first object type a workspace creates is 1, which most have only. */
export const objectIdentifiers = (objectId: string, objectTypeId: string | undefined): ObjectIdentifiers => ({
  object_type_id: objectTypeId || '1',
  object_id: objectId
})

const OBJECT_TYPE = /^[1-9]\d*$/

/** The rejection of identifiers that name no object; undefined when they are fine. */
export const objectProblem = (identifiers: ObjectIdentifiers): NoItems | undefined =>
  OBJECT_TYPE.test(identifiers.object_type_id)
    ? identifierProblem({ ...identifiers }, 'an object ID')
    : reject('The Object Type ID is not the number of an object type, such as 1.')
