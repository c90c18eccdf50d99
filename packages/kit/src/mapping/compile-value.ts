import { compileObject } from './compile-object'
import { computedFrom, resolverOf } from './compiled'
import type { Compiled } from './compiled'
import { describe } from './describe'
import { directives } from './directives'
import type { Options } from './directives/directive'
import { inside, mistake, within } from './place'
import type { Place } from './place'

/** Compiles any value of a mapping: a directive, or an object, array or scalar that may hold directives. */
export const compileValue = (value: unknown, place: Place): Compiled => {
  if (Array.isArray(value)) return compileArray(value, place)
  if (isPlainObject(value)) return isPlain(value, place) ? compileObject(value, place) : compileDirective(value, place)
  if (isScalar(value)) return { kind: 'constant', value }
  return mistake(place, (where) => `${where} is ${describe(value)}, which JSON cannot carry; write a JSON value.`)
}

const compileArray = (value: readonly unknown[], place: Place): Compiled => {
  const parts = value.map((element, index) => place.compile(element, { ...inside(place, index), mixedKeys: 'data' }))
  const resolvers = parts.map(resolverOf)
  const build = (source: unknown): unknown[] => resolvers.map((resolve) => resolve(source))
  return parts.every(({ kind }) => kind === 'constant')
    ? { kind: 'constant', value: Object.freeze(build(undefined)) }
    : computedFrom(parts, build)
}

const compileDirective = (value: Options, place: Place): Compiled => {
  const names = Object.keys(value).filter((key) => key.startsWith('@'))
  const others = Object.keys(value).filter((key) => !key.startsWith('@') && key !== '_metadata')
  const [name = ''] = names
  if (names.length > 1 || others.length > 0) {
    const beside = [...names.slice(1), ...others].map((key) => `"${key}"`).join(', ')
    return mistake(
      place,
      (where) => `${where} has "${name}" beside ${beside}; a directive stands alone, so keep one key.`
    )
  }
  const compile = directives.get(name)
  if (compile) return compile(value[name], within(place, name))
  const known = [...directives.keys()].join(', ')
  return mistake(place, (where) => `${where} has the unknown directive "${name}"; use one of ${known}.`)
}

/** Whether an object is what it looks like, rather than a directive or an attempt at one. */
const isPlain = (value: object, place: Place): boolean => {
  const keys = Object.keys(value)
  if (!keys.some((key) => key.startsWith('@'))) return true
  return place.mixedKeys === 'data' && keys.some((key) => !key.startsWith('@') && key !== '_metadata')
}

const isPlainObject = (value: unknown): value is Options => Object.prototype.toString.call(value) === '[object Object]'

const isScalar = (value: unknown): boolean =>
  value === undefined || value === null || ['string', 'number', 'boolean'].includes(typeof value)
