import { nothing } from './compiled'
import type { Compiled } from './compiled'
import type { MappingMistake } from './mapping-error'

/** Where in a mapping the compiler is, and what holds there. */
export interface Place {
  /** The keys from the root of the mapping, such as `email.@if.then`; empty at the root. */
  readonly path: string
  /**
   * What an object is that has an `@…` key beside other keys. Inside arrays and literals it is data, such as JSON-LD's
   * `{ "@type": "Person", "name": … }`; anywhere else it is taken for a misspelt directive, as in actions-core.
   */
  readonly mixedKeys: 'mistake' | 'data'
  /**
   * Down to how many levels objects built here keep keys whose value is undefined. Zero, except where another directive
   * looks at those keys: inside `@merge` an undefined value overrides, and only then disappears.
   */
  readonly undefinedDepth: number
  /** The mistakes found so far, in the whole mapping. */
  readonly mistakes: MappingMistake[]
  /** Compiles a value that stands at a place: handed down, so that directives need not import what imports them. */
  readonly compile: (value: unknown, place: Place) => Compiled
}

/** The place of a value inside the current one, which gives the same as the current one does. */
export const within = (place: Place, key: string | number): Place => ({ ...place, path: joined(place.path, key) })

/** The place of a value that becomes a property of an object, or an element of an array, built at the current one. */
export const inside = (place: Place, key: string | number): Place => ({
  ...within(place, key),
  undefinedDepth: Math.max(0, place.undefinedDepth - 1)
})

/** The place of a value that a directive looks at rather than gives. */
export const beside = (place: Place, key: string | number): Place => ({ ...within(place, key), undefinedDepth: 0 })

/** Notes a mistake and goes on, so that one look at a mapping finds all of them. */
export const mistake = (place: Place, sentence: (where: string) => string): Compiled => {
  const path = place.path
  place.mistakes.push({ path, message: sentence(whereOf(path)) })
  return nothing
}

/** A place's path for a sentence. */
export const whereOf = (path: string): string => (path === '' ? 'the mapping' : `"${path}"`)

const joined = (path: string, key: string | number): string => {
  if (typeof key === 'number') return `${path}[${key}]`
  return path === '' ? key : `${path}.${key}`
}
