import { isJsonObject } from '../../json'
import type { Liquid, Template } from 'liquidjs'
import type { Compiled, Resolve } from '../compiled'
import { describe } from '../describe'
import { liquidEngine } from '../liquid-engine'
import { mappingFailure } from '../mapping-error'
import { mistake, whereOf } from '../place'
import type { Place } from '../place'
import type { Directive } from './directive'

const longestTemplate = 1000

/**
 * `@liquid`: a Liquid template's text, under Segment's limits: 1000 characters, half a second, some tags and filters off.
 *
 * @see https://liquidjs.com
 */
export const liquidDirective: Directive = (value, place) => {
  if (typeof value !== 'string') {
    return mistake(place, (where) => `${where} is ${describe(value)}; give it a template as a string.`)
  }
  if (value.length > longestTemplate) {
    const excess = `has ${value.length} characters; shorten it to ${longestTemplate}`
    return mistake(place, (where) => `${where} ${excess}.`)
  }
  return value === '' ? { kind: 'constant', value } : compileTemplate(value, place)
}

const compileTemplate = (text: string, place: Place): Compiled => {
  const engine = liquidEngine()
  try {
    const template = engine.parse(text)
    const paths = engine.globalFullVariablesSync(template).map((variable) => `$.${variable}`)
    return { kind: 'computed', paths, resolve: renderer(engine, template, place.path) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown error'
    return mistake(place, (where) => `${where} is no template that can run (${reason}); correct it.`)
  }
}

const renderer =
  (engine: Liquid, template: Template[], at: string): Resolve =>
  (source) => {
    try {
      return String(engine.renderSync(template, scopeOf(source)))
    } catch (error) {
      throw mappingFailure(at, `${whereOf(at)} could not be rendered: ${reasonOf(error)}; simplify the template.`)
    }
  }

// Liquid's `increment` and `decrement` count in the scope they are given: in a copy, never in the event.
const scopeOf = (source: unknown): object => (isJsonObject(source) ? { ...source } : {})

/** Why rendering failed, in words that cannot contain a value: a Liquid error may quote what it stumbled on. */
const reasonOf = (error: unknown): string => {
  const limit = /(?:template render|memory alloc) limit exceeded/.exec(error instanceof Error ? error.message : '')
  return limit ? limit[0] : 'a filter or tag failed on this event'
}
