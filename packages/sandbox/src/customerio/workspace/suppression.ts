import type { PersonIdentifier } from '../operation'
import { deletePerson } from './people'
import { findPerson, identifiersOf, keyOf } from './identity'
import { noteUnapplied, type Workspace } from './workspace'

/** Tells whether calls that name this identifier are to be ignored. */
export function isSuppressed(workspace: Workspace, identifier: PersonIdentifier): boolean {
  return workspace.suppressed.has(keyOf(identifier))
}

/** Deletes a person and keeps all their identifiers from coming back. */
export function suppress(workspace: Workspace, identifier: PersonIdentifier): void {
  const person = findPerson(workspace, identifier)
  if (person === undefined && identifier.kind === 'cio_id') {
    noteUnapplied(workspace, 'suppress', { subject: keyOf(identifier), reason: 'no such person' })
    return
  }
  const group = person === undefined ? [identifier] : identifiersOf(person)
  if (person !== undefined) deletePerson(workspace, person)
  for (const each of group) {
    if (!workspace.suppressed.has(keyOf(each))) workspace.suppressed.set(keyOf(each), group)
  }
}

/** Frees an identifier, and with it those that were suppressed together with it. */
export function unsuppress(workspace: Workspace, identifier: PersonIdentifier): void {
  const group = workspace.suppressed.get(keyOf(identifier))
  if (group === undefined) {
    noteUnapplied(workspace, 'unsuppress', { subject: keyOf(identifier), reason: 'not suppressed' })
    return
  }
  for (const each of group) workspace.suppressed.delete(keyOf(each))
}
