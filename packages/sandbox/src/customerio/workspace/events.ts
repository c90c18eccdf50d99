import type { AnonymousIdentifier, CustomerioEvent, PersonIdentifier } from '../operation'
import { findOrCreateAnonymous } from './anonymous'
import { findOrCreatePerson, keyOf } from './identity'
import { noteUnapplied, type Workspace } from './workspace'

/** Keeps an event with whoever it belongs to, unless its ULID has been seen before or no events are to be kept. */
export function trackEvent(
  workspace: Workspace,
  by: PersonIdentifier | AnonymousIdentifier | null,
  event: CustomerioEvent
): void {
  if (!workspace.keepsEvents) {
    // Whom the event would have brought into being must be there all the same.
    if (by !== null && by.kind !== 'anonymous_id') findOrCreatePerson(workspace, by)
    return
  }
  // A ULID is case-insensitive.
  const id = event.id?.toUpperCase()
  if (id !== undefined && workspace.eventIds.has(id)) return
  if (by === null) workspace.strayEvents.push({ ...event, anonymous_id: null })
  else if (by.kind === 'anonymous_id') trackAnonymous(workspace, by.value, event)
  else if (!trackPerson(workspace, by, event)) return
  if (id !== undefined) workspace.eventIds.add(id)
}

function trackAnonymous(workspace: Workspace, anonymousId: string, event: CustomerioEvent): void {
  const owner = workspace.people.get(workspace.peopleByAnonymousId.get(anonymousId) ?? '')
  const { events } = owner ?? findOrCreateAnonymous(workspace, anonymousId)
  events.push({ ...event, anonymous_id: anonymousId })
}

function trackPerson(workspace: Workspace, by: PersonIdentifier, event: CustomerioEvent): boolean {
  const person = findOrCreatePerson(workspace, by)
  if (person === undefined) noteUnapplied(workspace, event.type, { subject: keyOf(by), reason: 'no such person' })
  else person.events.push({ ...event, anonymous_id: null })
  return person !== undefined
}
