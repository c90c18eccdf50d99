import { member, type JsonRecord } from '../../json/json'
import type { Operation, PersonIdentifier } from '../operation'
import { removesAttribute } from '../operation'
import { adoptAnonymous } from './anonymous'
import { changePerson } from './attributes'
import {
  describeIdentifiers,
  findOrCreatePerson,
  findPerson,
  identifiersOf,
  keyOf,
  removePerson,
  setIdentifier
} from './identity'
import { relatePerson } from './relations'
import { noteUnapplied, type Person, type Workspace } from './workspace'

type Identify = Extract<Operation, { kind: 'identify-person' }>

// `phone` is no reserved attribute: only where a request says whom it is about does it identify.
const identifierKinds = ['id', 'email'] as const

/**
 * Adds or updates a person.
 * https://docs.customer.io/integrations/api/track/
 */
export function identifyPerson(workspace: Workspace, operation: Identify): void {
  const { person: target, attributes, timestamp, change } = operation
  const person = resolvePerson(workspace, operation)
  if (person === undefined) {
    noteUnapplied(workspace, 'identify', { subject: keyOf(target), reason: 'no such person' })
    return
  }
  for (const identifier of identifiersIn(attributes)) {
    const trouble = assignIdentifier({ workspace, person, target }, identifier)
    if (trouble !== undefined) noteFailure(workspace, person, `${keyOf(identifier)} ${trouble}`)
  }
  const anonymousId = member(attributes, 'anonymous_id')
  if (typeof anonymousId === 'string' && anonymousId !== '' && !adoptAnonymous(workspace, person, anonymousId)) {
    noteFailure(workspace, person, `anonymous_id:${anonymousId} belongs to another person`)
  }
  const refused = changePerson(person, withoutReserved(attributes), timestamp)
  for (const key of refused) noteFailure(workspace, person, `${key} exceeds the number of attributes`)
  relatePerson(workspace, person, change)
}

/** Deletes a person with all that is theirs. */
export function deletePerson(workspace: Workspace, person: Person): void {
  removePerson(workspace, person)
  workspace.deletions.push({ type: 'person', cio_id: person.cioId, ...describeIdentifiers(person) })
}

/** The identifiers among a person's attributes. */
export function identifiersIn(attributes: JsonRecord): PersonIdentifier[] {
  return identifierKinds.flatMap((kind) => {
    const value = member(attributes, kind)
    return typeof value === 'string' && !removesAttribute(value) ? [{ kind, value }] : []
  })
}

function resolvePerson(workspace: Workspace, { person: target, attributes }: Identify): Person | undefined {
  const named = findPerson(workspace, target)
  if (named !== undefined || target.kind === 'cio_id') return named
  // An unknown identifier with the known identifier of someone else is a new name for that person.
  for (const identifier of identifiersIn(attributes)) {
    const known = findPerson(workspace, identifier)
    if (known !== undefined) {
      setIdentifier(workspace, known, target)
      return known
    }
  }
  return member(attributes, '_update') === true ? undefined : findOrCreatePerson(workspace, target)
}

interface Assignment {
  readonly workspace: Workspace
  readonly person: Person
  readonly target: PersonIdentifier
}

function assignIdentifier({ workspace, person, target }: Assignment, identifier: PersonIdentifier): string | undefined {
  const owner = findPerson(workspace, identifier)
  if (owner !== undefined) return owner === person ? undefined : 'belongs to another person'
  const isSet = identifiersOf(person).some(({ kind }) => kind === identifier.kind)
  const mayChange =
    target.kind === 'cio_id' ||
    (workspace.account.updatesEmailById === true && target.kind === 'id' && identifier.kind === 'email')
  if (isSet && !mayChange) return 'cannot replace the one that is set, unless the person is named by cio_id'
  setIdentifier(workspace, person, identifier)
  return undefined
}

function withoutReserved(attributes: JsonRecord): JsonRecord {
  const reserved = new Set<string>([...identifierKinds, 'anonymous_id', 'cio_id', '_update'])
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => !reserved.has(key)))
}

function noteFailure(workspace: Workspace, person: Person, reason: string): void {
  noteUnapplied(workspace, 'identify', { subject: `cio_id:${person.cioId}`, reason })
}
