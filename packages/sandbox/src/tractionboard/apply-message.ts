import type { Message, Sender } from './message'
import { createActivity, type Activity, type User, type Workspace } from './workspace'

/**
 * Does what a message means to Tractionboard.
 * https://segment.com/docs/connections/destinations/catalog/tractionboard/
 */
export function applyMessage(workspace: Workspace, message: Message): void {
  switch (message.kind) {
    case 'identify':
      return identify(workspace, message)
    case 'track':
      return track(workspace, message)
    case 'visit':
      return visit(workspace, message)
    case 'group':
      return void activityOf(workspace, message.by).groups.set(message.groupId, message.traits)
    case 'alias':
      return alias(workspace, message)
  }
}

type Of<Kind extends Message['kind']> = Extract<Message, { kind: Kind }>

function identify(workspace: Workspace, { userId, traits }: Of<'identify'>): void {
  const user = findOrCreateUser(workspace, userId)
  user.logins += 1
  for (const [name, value] of Object.entries(traits)) user.attributes.set(name, value)
}

function track(workspace: Workspace, { by, event, amount }: Of<'track'>): void {
  const activity = activityOf(workspace, by)
  add(activity.eventCounts, event.event, 1)
  if (workspace.keepsEvents) activity.events.push(event)
  if (event.kind === 'cancel' || event.kind === 'signup') {
    findOrCreateUser(workspace, by.id).status = event.kind === 'cancel' ? 'canceled' : 'signed up'
  }
  if (amount !== null) add(activity.revenue, amount.currency, event.kind === 'refund' ? -amount.value : amount.value)
  else if (event.kind === 'payment' || event.kind === 'refund') {
    note(workspace, { operation: event.event, subject: by.id, reason: 'there is no revenue in its properties' })
  }
}

function visit(workspace: Workspace, message: Of<'visit'>): void {
  const activity = activityOf(workspace, message.by)
  activity.visitCount += 1
  if (workspace.keepsEvents) activity.visits.push(message.visit)
}

function alias(workspace: Workspace, { previousId, userId }: Of<'alias'>): void {
  const former = workspace.users.get(previousId)
  const source = former ?? workspace.anonymous.get(previousId)
  if (source === undefined || previousId === userId) {
    const reason = source === undefined ? 'no such user' : 'both ids are the same'
    note(workspace, { operation: 'alias', subject: previousId, reason })
    return
  }
  workspace.users.delete(previousId)
  workspace.anonymous.delete(previousId)
  const heir = findOrCreateUser(workspace, userId)
  if (former !== undefined) inheritUser(heir, former)
  inheritActivity(heir, source)
  heir.formerIds.add(previousId)
}

function inheritUser(heir: User, former: User): void {
  if (heir.status === 'active') heir.status = former.status
  for (const [name, value] of former.attributes) if (!heir.attributes.has(name)) heir.attributes.set(name, value)
  for (const id of former.formerIds) heir.formerIds.add(id)
  heir.logins += former.logins
}

function inheritActivity(heir: Activity, source: Activity): void {
  heir.visitCount += source.visitCount
  for (const [name, count] of source.eventCounts) add(heir.eventCounts, name, count)
  for (const [currency, sum] of source.revenue) add(heir.revenue, currency, sum)
  for (const [id, traits] of source.groups) if (!heir.groups.has(id)) heir.groups.set(id, traits)
  heir.visits.push(...source.visits)
  heir.events.push(...source.events)
}

function activityOf(workspace: Workspace, by: Sender): Activity {
  if (by.kind === 'user') return findOrCreateUser(workspace, by.id)
  const known = workspace.anonymous.get(by.id) ?? createActivity()
  workspace.anonymous.set(by.id, known)
  return known
}

function findOrCreateUser(workspace: Workspace, userId: string): User {
  const user = workspace.users.get(userId) ?? {
    ...createActivity(),
    status: 'active',
    attributes: new Map(),
    formerIds: new Set(),
    logins: 0
  }
  workspace.users.set(userId, user)
  return user
}

function add(sums: Map<string, number>, key: string, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value)
}

function note({ unapplied }: Workspace, what: { operation: string; subject: string; reason: string }): void {
  unapplied.set(JSON.stringify([what.operation, what.subject, what.reason]), what)
}
