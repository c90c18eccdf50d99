import type { JsonRecord } from '../json/json'
import { identifierKinds, type Identifiers, type TrackedEvent } from './read-request'
import type { Activity, Person, Workspace } from './workspace'

/**
 * The person some identifiers belong to: all who match are merged into the one whose identifier counts first, and what the
 * record lacks is added to it. Undefined where only a browser is known.
 * https://docs.zetaglobal.com/docs/get-a-boomtrain-identifier
 */
export function identifyPerson(workspace: Workspace, identifiers: Identifiers): Person | undefined {
  const matches = new Set(identifierKinds.flatMap((kind) => find(workspace, kind, identifiers[kind]) ?? []))
  const isIdentified = identifiers.user_id !== '' || identifiers.email !== ''
  const [person = isIdentified ? createPerson(workspace, identifiers) : undefined, ...others] = matches
  if (person === undefined) return undefined
  for (const other of others) mergePersons(workspace, person, other)
  addIdentifiers(workspace, person, identifiers)
  return person
}

/** The person with an identifier, created if need be, also by a `bsin` that has no record yet. */
export function findOrCreatePerson(workspace: Workspace, identifiers: Identifiers): Person {
  const found = identifyPerson(workspace, identifiers)
  if (found !== undefined) return found
  const person = createPerson(workspace, identifiers)
  addIdentifiers(workspace, person, identifiers)
  return person
}

/** Changes the attributes a request names; empty text clears one. */
export function changeAttributes({ attributes }: Person, changes: JsonRecord): void {
  for (const [name, value] of Object.entries(changes)) {
    if (value === '') attributes.delete(name)
    else attributes.set(name, value)
  }
}

/** Keeps an event with whoever it is about. */
export function trackEvent(workspace: Workspace, { identifiers, event }: TrackedEvent): void {
  const activity = identifyPerson(workspace, identifiers) ?? anonymousActivity(workspace, identifiers.bsin)
  activity.eventCounts.set(event.event_type, (activity.eventCounts.get(event.event_type) ?? 0) + 1)
  if (workspace.keepsEvents) activity.events.push(event)
}

function find(workspace: Workspace, kind: keyof Identifiers, value: string): Person | undefined {
  return value === '' ? undefined : workspace.byIdentifier.get(keyOf(kind, value))
}

// The documents' JavaScript library takes identifiers in any case.
function keyOf(kind: keyof Identifiers, value: string): string {
  return `${kind}:${kind === 'email' ? value.toLowerCase() : value}`
}

function createPerson(workspace: Workspace, { user_id, email, bsin }: Identifiers): Person {
  const key = user_id === '' ? keyOf('email', email) : keyOf('user_id', user_id)
  const person: Person = {
    bsin: bsin === '' ? workspace.ids.derive(key) : bsin,
    userId: '',
    email: '',
    attributes: new Map(),
    eventCounts: new Map(),
    events: []
  }
  workspace.persons.add(person)
  workspace.byIdentifier.set(keyOf('bsin', person.bsin), person)
  adoptAnonymous(workspace, person, person.bsin)
  return person
}

function addIdentifiers(workspace: Workspace, person: Person, { user_id, email, bsin }: Identifiers): void {
  if (person.userId === '' && user_id !== '') {
    person.userId = user_id
    workspace.byIdentifier.set(keyOf('user_id', user_id), person)
  }
  if (person.email === '' && email !== '') {
    person.email = email
    workspace.byIdentifier.set(keyOf('email', email), person)
  }
  if (bsin !== '') {
    // Another browser of the same person: the record keeps its own identifier and the browser leads to it.
    workspace.byIdentifier.set(keyOf('bsin', bsin), person)
    adoptAnonymous(workspace, person, bsin)
  }
}

function mergePersons(workspace: Workspace, kept: Person, merged: Person): void {
  workspace.persons.delete(merged)
  for (const [key, person] of workspace.byIdentifier) {
    if (person === merged) workspace.byIdentifier.set(key, kept)
  }
  if (kept.userId === '') kept.userId = merged.userId
  if (kept.email === '') kept.email = merged.email
  for (const [name, value] of merged.attributes) {
    if (!kept.attributes.has(name)) kept.attributes.set(name, value)
  }
  inherit(kept, merged)
  workspace.merges.push({ kept: kept.bsin, merged: merged.bsin })
}

function adoptAnonymous(workspace: Workspace, person: Person, bsin: string): void {
  const activity = workspace.anonymous.get(bsin)
  if (activity !== undefined) inherit(person, activity)
  workspace.anonymous.delete(bsin)
}

function inherit(heir: Activity, source: Activity): void {
  for (const [type, count] of source.eventCounts) {
    heir.eventCounts.set(type, (heir.eventCounts.get(type) ?? 0) + count)
  }
  heir.events.push(...source.events)
}

function anonymousActivity(workspace: Workspace, bsin: string): Activity {
  const activity = workspace.anonymous.get(bsin) ?? { eventCounts: new Map(), events: [] }
  workspace.anonymous.set(bsin, activity)
  return activity
}
