import type { JsonRecord, JsonValue } from '../../json/json'
import { defaultCustomerioAccount, type CustomerioAccount } from '../account'
import { checkEntity } from '../checks/check-entity'
import type { CustomerioState, PersonState } from '../state'
import { applyOperation } from './apply-operation'
import { describeWorkspace } from './describe-workspace'
import { createWorkspace } from './workspace'

/** Applies entities one after the other and describes what they leave; for the sandbox's own tests. */
export type Apply = (...entities: readonly JsonValue[]) => CustomerioState

/** Creates a workspace that refuses to be told anything invalid. */
export function createTestWorkspace(account: Partial<CustomerioAccount> = {}): Apply {
  const workspace = createWorkspace({ ...defaultCustomerioAccount, ...account })
  return (...entities) => {
    for (const entity of entities) {
      const checked = checkEntity(entity)
      if (checked.kind === 'invalid') throw new Error(JSON.stringify(checked.issues))
      applyOperation(workspace, checked.operation)
    }
    return describeWorkspace(workspace)
  }
}

/** The one person in a state. */
export function onlyPerson({ people }: CustomerioState): PersonState {
  const [first, ...others] = people
  if (first === undefined || others.length > 0) throw new Error(`There are ${people.length} people instead of one.`)
  return first
}

/** An entity about a person named by id. */
export function person(action: string, id: string, more: JsonRecord = {}): JsonRecord {
  return { type: 'person', action, identifiers: { id }, ...more }
}

/** An identify call for a person named by id. */
export function identify(id: string, attributes: JsonRecord = {}): JsonRecord {
  return person('identify', id, { attributes })
}

/** An identify call for a person named in any way. */
export function identifyBy(identifiers: JsonRecord, attributes: JsonRecord = {}): JsonRecord {
  return { type: 'person', action: 'identify', identifiers, attributes }
}

/** An event of someone not identified. */
export function anonymousEvent(anonymousId: string, name: string): JsonRecord {
  return { type: 'person', action: 'event', identifiers: { anonymous_id: anonymousId }, name }
}

/** An entity about an object of the first type. */
export function object(action: string, objectId: string, more: JsonRecord = {}): JsonRecord {
  return { type: 'object', action, identifiers: { object_type_id: '1', object_id: objectId }, ...more }
}

/** A relationship to an object of the first type. */
export function relation(objectId: string, attributes: JsonRecord = {}): JsonRecord {
  return { identifiers: { object_type_id: '1', object_id: objectId }, relationship_attributes: attributes }
}

/** A merge of two people. */
export function merge(primary: JsonRecord, secondary: JsonRecord): JsonRecord {
  return { type: 'person', action: 'merge', primary, secondary }
}

/** Two hundred attributes with one value. */
export function manyAttributes(prefix: string, value: JsonValue = 1): JsonRecord {
  return Object.fromEntries(Array.from({ length: 200 }, (_none, index) => [`${prefix}${index}`, value]))
}
