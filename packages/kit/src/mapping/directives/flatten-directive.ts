import { isJsonObject } from '../../json'
import { computedFrom, resolverOf } from '../compiled'
import { setOwn } from '../set-own'
import { mistake, within } from '../place'
import { directiveWithOptions, isArray, requiredOption } from './directive'

/**
 * `@flatten`: an object as one level of keys, `address.street`, arrays included unless `omitArrays`. As in actions-core,
 * a value that is no object comes out under the key ''.
 */
export const flattenDirective = directiveWithOptions((options, place) => {
  const { separator, omitArrays } = options
  const keepsUndefined = place.undefinedDepth > 0
  const value = requiredOption(options, 'value', { ...place, undefinedDepth: keepsUndefined ? Infinity : 0 })
  if (typeof separator !== 'string' || separator === '') {
    return mistake(
      within(place, 'separator'),
      (where) => `${where} is no text; give it the text between keys, such as ".".`
    )
  }
  const resolve = resolverOf(value)
  const flatten = flattener({ separator, keepsArrays: Boolean(omitArrays), keepsUndefined })
  return computedFrom([value], (source) => flatten(resolve(source)))
})

interface Manner {
  readonly separator: string
  readonly keepsArrays: boolean
  readonly keepsUndefined: boolean
}

const flattener = ({
  separator,
  keepsArrays,
  keepsUndefined
}: Manner): ((value: unknown) => Record<string, unknown>) => {
  const collect = (target: Record<string, unknown>, prefix: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null || (keepsArrays && Array.isArray(value))) {
      if (keepsUndefined) setOwn(target, prefix, settled(value))
      else if (value !== undefined) setOwn(target, prefix, value)
      return
    }
    for (const [key, inner] of Object.entries(value)) {
      collect(target, prefix === '' ? key : `${prefix}${separator}${key}`, inner)
    }
  }
  return (value) => {
    const flat: Record<string, unknown> = {}
    collect(flat, '', value)
    return flat
  }
}

// What is kept whole, an array, holds no keys that anyone could still want undefined.
const settled = (value: unknown): unknown => {
  if (isArray(value)) return value.map(settled)
  if (!isJsonObject(value)) return value
  const defined = Object.entries(value).filter(([, property]) => property !== undefined)
  return Object.fromEntries(defined.map(([key, property]) => [key, settled(property)]))
}
