import { computedFrom, resolverOf } from './compiled'
import type { Compiled } from './compiled'
import { inside, mistake } from './place'
import type { Place } from './place'

/** One property of an object that a mapping builds. */
export interface CompiledProperty {
  readonly key: string
  readonly part: Compiled
}

type BuildObject = (source: unknown) => Record<string, unknown>

/** Compiles an object that is not a directive: every property a part of its own. */
export const compileObject = (value: object, place: Place): Compiled => {
  const properties = compileProperties(value, place)
  const build = place.undefinedDepth > 0 ? undefinedKeepingBuilder(properties) : objectBuilder(properties)
  const parts = properties.map(({ part }) => part)
  return parts.every(({ kind }) => kind === 'constant')
    ? { kind: 'constant', value: Object.freeze(build(undefined)) }
    : computedFrom(parts, build)
}

/** Compiles the properties of an object, for whoever builds the object. */
export const compileProperties = (value: object, place: Place): readonly CompiledProperty[] =>
  Object.entries(value).flatMap(([key, property]: [string, unknown]) => {
    const at = inside(place, key)
    if (key !== '__proto__') return [{ key, part: place.compile(property, at) }]
    mistake(at, (where) => `${where} is a key that no payload can have; rename it.`)
    return []
  })

/** The closure that builds an object; a key whose value is undefined is absent. */
export const objectBuilder = (properties: readonly CompiledProperty[]): BuildObject => {
  const setters = properties.map(({ key, part }) => ({ key, resolve: resolverOf(part) }))
  return (source) => {
    const result: Record<string, unknown> = {}
    for (const { key, resolve } of setters) {
      const value = resolve(source)
      if (value !== undefined) result[key] = value
    }
    return result
  }
}

const undefinedKeepingBuilder = (properties: readonly CompiledProperty[]): BuildObject => {
  const setters = properties.map(({ key, part }) => ({ key, resolve: resolverOf(part) }))
  return (source) => {
    const result: Record<string, unknown> = {}
    for (const { key, resolve } of setters) result[key] = resolve(source)
    return result
  }
}
