import { isJsonObject } from '../json'
import { describe } from './describe'
import { isDirectiveOrAttempt } from './directives/directive'
import type { Options } from './directives/directive'
import { mistake, within } from './place'
import type { Place } from './place'

/** The key under which a mapping carries a directive that all of its fields pass through. */
const rootKey = '__segment_internal_directive'

/** What a mapping is at its root: fields, or one directive. */
export type RootMapping =
  | { readonly kind: 'fields'; readonly value: object }
  | { readonly kind: 'directive'; readonly name: string; readonly value: object }

/** Finds what a mapping is at its root. */
export const rootOf = (mapping: unknown, place: Place): RootMapping => {
  if (!isJsonObject(mapping)) {
    mistake(place, (where) => `${where} is ${describe(mapping)}; give it an object, whose keys are the fields.`)
    return { kind: 'fields', value: {} }
  }
  const value = withRootDirective(mapping, place)
  if (!isDirectiveOrAttempt(value)) return { kind: 'fields', value }
  return { kind: 'directive', name: Object.keys(value).find((key) => key.startsWith('@')) ?? '', value }
}

/** A mapping whose fields have moved into the `mapping` of its root directive, if it has one. */
export const withRootDirective = (mapping: Options, place: Place): object => {
  if (!Object.hasOwn(mapping, rootKey)) return mapping
  const { [rootKey]: root, ...fields } = mapping
  const [entry, ...others] = isJsonObject(root) ? Object.entries(root) : []
  if (entry && isJsonObject(entry[1]) && others.length === 0) return { [entry[0]]: { ...entry[1], mapping: fields } }
  mistake(
    within(place, rootKey),
    (where) => `${where} is not one directive with an object of options; write { "@transform": { "apply": … } }.`
  )
  return fields
}
