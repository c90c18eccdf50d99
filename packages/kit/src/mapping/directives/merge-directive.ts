import { computedFrom, resolverOf } from '../compiled'
import type { Compiled } from '../compiled'
import { describe } from '../describe'
import { setOwn } from '../set-own'
import { mistake, within } from '../place'
import type { Place } from '../place'
import { compileObjectOrDirective, directiveWithOptions } from './directive'

/**
 * `@merge`: several objects as one; where they share a key, the rightmost wins, or with `direction: "left"` the leftmost.
 * As in actions-core a winner without a value wins too: the key is then absent, whatever the other objects say.
 */
export const mergeDirective = directiveWithOptions((options, place) => {
  const { direction } = options
  const parts = compileObjects(options['objects'], within(place, 'objects'))
  if (direction !== 'left' && direction !== 'right') {
    return mistake(place, (where) => `${where} has no usable "direction"; write "left" or "right".`)
  }
  const resolvers = (direction === 'left' ? parts.toReversed() : parts).map(resolverOf)
  const merge = (source: unknown): Record<string, unknown> => {
    const merged: Record<string, unknown> = {}
    for (const resolve of resolvers) assign(merged, resolve(source))
    return merged
  }
  return computedFrom(parts, place.undefinedDepth > 0 ? merge : (source) => withoutUndefined(merge(source)))
})

const compileObjects = (objects: unknown, place: Place): readonly Compiled[] => {
  if (Array.isArray(objects)) {
    const undefinedDepth = Math.max(1, place.undefinedDepth)
    return objects.map((object, index) => compileObjectOrDirective(object, { ...within(place, index), undefinedDepth }))
  }
  mistake(place, (where) => `${where} is ${describe(objects)}; give it an array of the objects to merge.`)
  return []
}

const assign = (target: Record<string, unknown>, value: unknown): void => {
  if (value === undefined || value === null) return
  for (const [key, property] of Object.entries(value)) setOwn(target, key, property)
}

const withoutUndefined = (object: Record<string, unknown>): Record<string, unknown> =>
  Object.values(object).includes(undefined)
    ? Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined))
    : object
