import type { PersonIdentifier } from '../operation'
import { adoptAnonymous } from './anonymous'
import { findPerson, identifiersOf, keyOf, removePerson, setIdentifier } from './identity'
import { noteUnapplied, type Person, type Workspace } from './workspace'

/**
 * Merges the secondary person into the primary one, which must exist.
 * https://docs.customer.io/journeys/merge-people
 */
export function mergePeople(
  workspace: Workspace,
  { primary, secondary }: { readonly primary: PersonIdentifier; readonly secondary: PersonIdentifier }
): void {
  const heir = findPerson(workspace, primary)
  const source = findPerson(workspace, secondary)
  if (heir === undefined || source === undefined || heir === source) {
    noteUnapplied(workspace, 'merge', {
      subject: `${keyOf(primary)} <- ${keyOf(secondary)}`,
      reason: heir === source && heir !== undefined ? 'both are the same person' : 'no such person'
    })
    return
  }
  removePerson(workspace, source)
  inherit(workspace, heir, source)
  workspace.merges.push({ primary: heir.cioId, secondary: source.cioId })
}

function inherit(workspace: Workspace, heir: Person, source: Person): void {
  for (const identifier of identifiersOf(source)) {
    if (!identifiersOf(heir).some(({ kind }) => kind === identifier.kind)) setIdentifier(workspace, heir, identifier)
  }
  for (const anonymousId of source.anonymousIds) adoptAnonymous(workspace, heir, anonymousId)
  for (const [key, value] of source.attributes) if (!heir.attributes.has(key)) heir.attributes.set(key, value)
  for (const [topic, choice] of source.topics) if (!heir.topics.has(topic)) heir.topics.set(topic, choice)
  for (const [object, attributes] of source.relations) {
    if (!heir.relations.has(object)) heir.relations.set(object, attributes)
  }
  heir.events.push(...source.events)
}
