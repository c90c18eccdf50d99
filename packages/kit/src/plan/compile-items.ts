import { isItems, makeItems } from '../definition'
import { RawJson } from '../http'
import type { CheckedPayload } from '../schema'
import { placeItem } from './place-item'
import type { CompiledSubscription, Planned, PlannedItem } from './planned'
import { routeProblem } from './route'

const NO_NOTES: readonly string[] = []

/** The last step of a plan: a checked payload becomes items, each written as JSON once and for all. */
export function compileItems(
  subscription: CompiledSubscription,
  settings: Readonly<Record<string, unknown>>
): (checked: Extract<CheckedPayload, { ok: true }>) => Planned {
  const { action } = subscription
  const isPlain = action.endpoint.slots === undefined && action.endpoint.route === undefined
  const write = isPlain ? writePlain : (made: readonly object[]) => writePlaced(subscription, made)
  // One collector for all events, since this runs for each of them and hardly any leaves a note.
  let notes: string[] | undefined
  const note = (text: string): void => {
    notes ??= []
    notes.push(text)
  }
  return ({ payload, dropped }) => {
    notes = dropped.length === 0 ? undefined : dropped.map(({ message }) => message)
    const made = makeItems(action, { payload, settings, note })
    if (!isItems(made)) return { kind: made.kind, subscription, reason: made.reason }
    const items = write(made)
    if (typeof items === 'string') return { kind: 'rejected', subscription, reason: items }
    return { kind: 'items', subscription, items, notes: notes ?? NO_NOTES }
  }
}

function writePlain(made: readonly object[]): readonly PlannedItem[] {
  const items: PlannedItem[] = []
  for (const item of made) items.push({ slot: undefined, route: undefined, body: new RawJson(JSON.stringify(item)) })
  return items
}

/** Items with slots or routes; or why one of them cannot be sent. */
function writePlaced({ action }: CompiledSubscription, made: readonly object[]): readonly PlannedItem[] | string {
  const items: PlannedItem[] = []
  for (const item of made) {
    const { slot, route, body } = placeItem(action.endpoint, item)
    const problem = routeProblem(route)
    if (problem !== undefined) return problem
    items.push({ slot, route, body: new RawJson(JSON.stringify(body)) })
  }
  return items
}
