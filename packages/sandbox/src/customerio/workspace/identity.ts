import type { PersonIdentifier } from '../operation'
import type { Person, Workspace } from './workspace'

/** The key an identifier is indexed by; e-mail addresses differ by more than case. */
export function keyOf({ kind, value }: PersonIdentifier): string {
  return `${kind}:${kind === 'email' ? value.toLowerCase() : value}`
}

/** The person an identifier belongs to. */
export function findPerson(workspace: Workspace, identifier: PersonIdentifier): Person | undefined {
  const cioId = identifier.kind === 'cio_id' ? identifier.value : workspace.peopleByIdentifier.get(keyOf(identifier))
  return cioId === undefined ? undefined : workspace.people.get(cioId)
}

/** The person an identifier belongs to, created if need be; nobody can be created by an id that Customer.io gives out. */
export function findOrCreatePerson(workspace: Workspace, identifier: PersonIdentifier): Person | undefined {
  return findPerson(workspace, identifier) ?? createPerson(workspace, identifier)
}

function createPerson(workspace: Workspace, identifier: PersonIdentifier): Person | undefined {
  if (identifier.kind === 'cio_id') return undefined
  const person: Person = {
    cioId: workspace.ids.derive(keyOf(identifier)),
    identifiers: new Map(),
    anonymousIds: new Set(),
    attributes: new Map(),
    attributeTimes: new Map(),
    topics: new Map(),
    devices: new Map(),
    events: [],
    relations: new Map()
  }
  workspace.people.set(person.cioId, person)
  setIdentifier(workspace, person, identifier)
  return person
}

/** Gives a person an identifier in place of the one of that kind they had. */
export function setIdentifier(workspace: Workspace, person: Person, { kind, value }: PersonIdentifier): void {
  if (kind === 'cio_id') return
  const former = person.identifiers.get(kind)
  if (former !== undefined) workspace.peopleByIdentifier.delete(keyOf({ kind, value: former }))
  person.identifiers.set(kind, value)
  workspace.peopleByIdentifier.set(keyOf({ kind, value }), person.cioId)
}

/** Every identifier a person can be called by, except the one Customer.io gave them. */
export function identifiersOf(person: Person): PersonIdentifier[] {
  return [...person.identifiers].map(([kind, value]) => ({ kind, value }))
}

/** The identifiers of a person that others gave them, with null for those they lack. */
export function describeIdentifiers({ identifiers }: Person): Record<'id' | 'email' | 'phone', string | null> {
  return {
    id: identifiers.get('id') ?? null,
    email: identifiers.get('email') ?? null,
    phone: identifiers.get('phone') ?? null
  }
}

/** Takes a person and everything that refers to them out of the workspace. */
export function removePerson(workspace: Workspace, person: Person): void {
  workspace.people.delete(person.cioId)
  for (const identifier of identifiersOf(person)) workspace.peopleByIdentifier.delete(keyOf(identifier))
  for (const anonymousId of person.anonymousIds) workspace.peopleByAnonymousId.delete(anonymousId)
}
