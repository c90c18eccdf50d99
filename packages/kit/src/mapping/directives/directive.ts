import type { Compiled } from '../compiled'
import { nothing } from '../compiled'
import { describe } from '../describe'
import { isJsonObject } from '../../json'
import { mistake, within } from '../place'
import type { Place } from '../place'

/** Compiles what stands under a directive's key; notes what is wrong with it and then gives nothing. */
export type Directive = (value: unknown, place: Place) => Compiled

/** The options of a directive that takes several. */
export interface Options {
  readonly [key: string]: unknown
}

/** A directive whose value is an object of options. */
export const directiveWithOptions =
  (compile: (options: Options, place: Place) => Compiled): Directive =>
  (value, place) => {
    if (isDirectiveOrAttempt(value)) {
      return mistake(
        place,
        (where) => `${where} is a directive where its options belong; put the directive in an option.`
      )
    }
    if (!isJsonObject(value)) {
      return mistake(place, (where) => `${where} is ${describe(value)}; give it an object of options.`)
    }
    return compile(value, place)
  }

/** An option that becomes the directive's result; nothing if absent. */
export const resultOption = (options: Options, key: string, place: Place): Compiled =>
  options[key] === undefined ? nothing : place.compile(options[key], within(place, key))

/** A value that must be there, of any kind, and that the directive works on. */
export const requiredOption = (options: Options, key: string, place: Place): Compiled => {
  if (options[key] !== undefined) return place.compile(options[key], within(place, key))
  return mistake(place, (where) => `${where} has no "${key}"; add it.`)
}

/** A value that must be text, or a directive that gives some. */
export const compileText: Directive = (value, place) => {
  if (typeof value === 'string' || isDirectiveOrAttempt(value)) return place.compile(value, place)
  return mistake(place, (where) => `${where} is ${describe(value)}; give it a string or a directive.`)
}

/** A value that must be an object, or a directive that gives one. */
export const compileObjectOrDirective: Directive = (value, place) => {
  if (isJsonObject(value)) return place.compile(value, place)
  return mistake(place, (where) => `${where} is ${describe(value)}; give it an object or a directive.`)
}

/** Whether a value is an object with an `@…` key, well-formed or not. */
export const isDirectiveOrAttempt = (value: unknown): boolean =>
  isJsonObject(value) && Object.keys(value).some((key) => key.startsWith('@'))

/** Whether a value is an array, of anything. */
export const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value)
