import type { Anonymous, Person, Workspace } from './workspace'

/** Who has not been identified under this `anonymous_id`. */
export function findOrCreateAnonymous(workspace: Workspace, anonymousId: string): Anonymous {
  const known = workspace.anonymous.get(anonymousId)
  if (known !== undefined) return known
  const created: Anonymous = { events: [], relations: new Map() }
  workspace.anonymous.set(anonymousId, created)
  return created
}

/**
 * Gives a person an `anonymous_id` and with it what was gathered under it; false when it is someone else's.
 * https://docs.customer.io/journeys/anonymous-events
 */
export function adoptAnonymous(workspace: Workspace, person: Person, anonymousId: string): boolean {
  const owner = workspace.peopleByAnonymousId.get(anonymousId)
  if (owner !== undefined) return owner === person.cioId
  workspace.peopleByAnonymousId.set(anonymousId, person.cioId)
  person.anonymousIds.add(anonymousId)
  const anonymous = workspace.anonymous.get(anonymousId)
  if (anonymous === undefined) return true
  person.events.push(...anonymous.events)
  for (const [cioObjectId, attributes] of anonymous.relations) {
    if (!person.relations.has(cioObjectId)) person.relations.set(cioObjectId, attributes)
  }
  workspace.anonymous.delete(anonymousId)
  return true
}
