import type { JsonValue } from '../../json/json'
import { parseTime } from '../checks/time'
import type { TrackItem } from '../item'
import type { EventState, PurchaseState, PushToken } from '../state'
import { changeAttribute } from './custom-attributes'
import { isTimeZone } from './time-zone'
import { createUser, findOrCreateUser, nameOf, setProfileField, touch } from './users'
import { noteUnapplied, type Summary, type User, type Workspace } from './workspace'

const defaultArrayElements = 25

/** Does what an object of /users/track asks for, as far as the workspace allows it. */
export function applyItem(workspace: Workspace, item: TrackItem): void {
  if (item.kind === 'import-push-tokens') {
    for (const token of item.pushTokens) importPushToken(workspace, token)
    return
  }
  const user = findOrCreateUser(workspace, item.user, item.creates)
  if (user === undefined) {
    noteUnapplied(workspace, { operation: item.kind, subject: nameOf(item.user), reason: 'no such user' })
    return
  }
  touch(workspace, user)
  switch (item.kind) {
    case 'attributes':
      return applyAttributes(workspace, user, item)
    case 'event':
      return applyEvent(workspace, user, item.event)
    case 'purchase':
      return applyPurchase(workspace, user, item.purchase)
  }
}

type Attributes = Extract<TrackItem, { kind: 'attributes' }>

function applyAttributes(workspace: Workspace, user: User, item: Attributes): void {
  const note = (name: string, reason: string): void =>
    noteUnapplied(workspace, { operation: `attributes.${name}`, subject: nameOf(item.user), reason })
  for (const [name, value] of Object.entries(item.profile)) {
    if (name === 'time_zone' && !isKnownTimeZone(value)) note(name, 'not a time zone')
    else setProfileField(workspace, user, [name, value])
  }
  const { arrayElements = defaultArrayElements } = workspace.account
  for (const [name, change] of item.custom) {
    const options = { mergesObjects: item.mergesObjects, arrayElements }
    const { value, omission } = changeAttribute(user.custom.get(name), change, options)
    if (value === undefined) user.custom.delete(name)
    else user.custom.set(name, value)
    if (omission !== null) note(name, omission)
  }
  for (const [group, state] of item.subscriptionGroups) user.subscriptionGroups.set(group, state)
  user.pushTokens = item.pushTokens ?? user.pushTokens
}

function isKnownTimeZone(value: JsonValue): boolean {
  return value === null || (typeof value === 'string' && isTimeZone(value))
}

function applyEvent(workspace: Workspace, user: User, event: EventState): void {
  count(user.customEvents, event.name, { time: event.time, times: 1 })
  if (workspace.keepsEvents) user.events.push(event)
}

function applyPurchase(workspace: Workspace, user: User, purchase: PurchaseState): void {
  const { currency, price, quantity, time } = purchase
  count(user.products, purchase.product_id, { time, times: quantity })
  user.revenue.set(currency, (user.revenue.get(currency) ?? 0) + price * quantity)
  if (workspace.keepsEvents) user.purchases.push(purchase)
}

function count(
  summaries: Map<string, Summary>,
  name: string,
  { time, times }: { readonly time: string; readonly times: number }
): void {
  const at = parseTime(time) ?? 0
  const summary = summaries.get(name)
  if (summary === undefined) {
    summaries.set(name, { count: times, first: at, last: at })
    return
  }
  summary.count += times
  summary.first = Math.min(summary.first, at)
  summary.last = Math.max(summary.last, at)
}

function importPushToken(workspace: Workspace, token: PushToken): void {
  const isSame = (known: PushToken): boolean => known.app_id === token.app_id && known.token === token.token
  if ([...workspace.users.values()].some(({ pushTokens }) => pushTokens.some(isSame))) {
    noteUnapplied(workspace, { operation: 'push_token_import', subject: token.token, reason: 'already there' })
    return
  }
  createUser(workspace, JSON.stringify(['push_token', token.app_id, token.token])).pushTokens = [token]
}
