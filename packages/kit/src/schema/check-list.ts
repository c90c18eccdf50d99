import type { Check, Place } from './check'
import { isJsonList } from './json-list'
import { finding, isRefusal, leftOut, placeUnder, refuse, type Finding } from './problem'

interface ListShape {
  readonly label: string
  readonly place: Place
  readonly checkItem: Check
  /** Whether cleaning removes the item. */
  readonly isEmptyItem: (item: unknown) => boolean
}

/** The list a value stands for, undefined where cleaning leaves nothing, null where the value can be no list. */
const toList = (value: unknown, place: Place): readonly unknown[] | null | undefined => {
  if (isJsonList(value)) return value
  if (place !== 'item' && (value === null || value === '')) return undefined
  // Segment's runtime wraps a lone object in a list at the root only.
  return place === 'root' || value === null || typeof value !== 'object' ? [value] : null
}

/** The check of a `multiple` field: bad items go; a list whose items were all bad is refused. */
export const checkList = ({ label, place, checkItem, isEmptyItem }: ListShape): Check => {
  const checkItems = (list: readonly unknown[], dropped: Finding[]): unknown => {
    const kept: unknown[] = []
    const bad: Finding[] = []
    let changed = false
    list.forEach((item, index) => {
      if (item === undefined || isEmptyItem(item)) {
        changed = true
        return
      }
      const inside: Finding[] = []
      const answer = checkItem(item, inside)
      const at = `[${index}]`
      if (isRefusal(answer)) {
        bad.push(placeUnder(at, leftOut(label, answer)))
        return
      }
      for (const found of inside) dropped.push(placeUnder(at, found))
      kept.push(answer)
      changed ||= answer !== item
    })
    if (bad.length === 0) return changed ? kept : list
    if (kept.length === 0) return refuse(bad.flatMap((found) => (found.causes.length > 0 ? found.causes : [found])))
    dropped.push(...bad)
    return kept
  }

  return (value, dropped) => {
    const list = toList(value, place)
    if (list === undefined) return undefined
    if (list === null) return refuse([finding(label, 'must be a list, not an object')])
    return checkItems(list, dropped)
  }
}
