import { isJsonObject } from '../json'
import { compileProperties, objectBuilder } from './compile-object'
import { compileValue } from './compile-value'
import { pathsOf, resolverOf } from './compiled'
import type { Compiled } from './compiled'
import { describe } from './describe'
import type { Mapping } from './mapping'
import { MappingError, mappingFailure } from './mapping-error'
import type { MappingMistake } from './mapping-error'
import type { Place } from './place'
import { rootOf } from './root-mapping'

/** One field of a compiled mapping, for whoever wants to know where a payload's value comes from. */
export interface CompiledField {
  readonly key: string
  /** This field alone, for one event. */
  readonly resolve: (event: object) => unknown
  /** The paths of the event this field may read, such as `$.traits.email`. */
  readonly paths: readonly string[]
}

/** A mapping made ready: a pure function from an event to a payload. */
export interface CompiledMapping {
  /**
   * The payload of one event. Values picked from the event are shared with it, and constants with every other payload,
   * so treat all of it as read-only. Throws a `MappingError` that names the place in the mapping, never a value.
   */
  readonly resolve: (event: object) => Record<string, unknown>
  /** The fields, in the mapping's order; a mapping that is one directive as a whole has that one. */
  readonly fields: readonly CompiledField[]
}

/**
 * Compiles a mapping once, for any number of events. Throws a `MappingError` that lists all of its mistakes.
 *
 * @see https://github.com/segmentio/action-destinations/tree/main/packages/core/src/mapping-kit
 */
export const compileMapping = (mapping: { readonly [key: string]: Mapping | undefined }): CompiledMapping => {
  const mistakes: MappingMistake[] = []
  const place: Place = { path: '', mixedKeys: 'mistake', undefinedDepth: 0, mistakes, compile: compileValue }
  const root = rootOf(mapping, place)
  const compiled = root.kind === 'fields' ? ofFields(root.value, place) : ofDirective(root, place)
  if (mistakes.length > 0) throw new MappingError('MAPPING_INVALID', mistakes)
  return compiled
}

const ofFields = (mapping: object, place: Place): CompiledMapping => {
  const properties = compileProperties(mapping, place)
  return {
    resolve: objectBuilder(properties),
    fields: properties.map(({ key, part }) => fieldOf(key, part))
  }
}

const ofDirective = (
  { name, value }: { readonly name: string; readonly value: object },
  place: Place
): CompiledMapping => {
  const part = compileValue(value, place)
  const resolve = resolverOf(part)
  return {
    resolve: (event) => {
      const payload = resolve(event)
      if (isJsonObject(payload)) return payload
      const message = `The mapping as a whole gives ${describe(payload)}; make "${name}" give an object, whose keys are the fields.`
      throw mappingFailure(name, message)
    },
    fields: [fieldOf(name, part)]
  }
}

const fieldOf = (key: string, part: Compiled): CompiledField => ({
  key,
  resolve: resolverOf(part),
  paths: pathsOf([part])
})
