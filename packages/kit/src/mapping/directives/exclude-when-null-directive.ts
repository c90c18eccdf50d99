import { isJsonObject } from '../../json'
import { computedFrom, resolverOf } from '../compiled'
import { setOwn } from '../set-own'
import { literalDirective } from './literal-directive'
import type { Directive } from './directive'

/** `@excludeWhenNull`: a value without its nulls, at every depth of its objects; arrays keep theirs. */
export const excludeWhenNullDirective: Directive = (value, place) => {
  const part = literalDirective(value, place)
  const resolve = resolverOf(part)
  return computedFrom([part], (source) => withoutNull(resolve(source), place.undefinedDepth) ?? undefined)
}

const withoutNull = (value: unknown, undefinedDepth: number): unknown => {
  if (!isJsonObject(value)) return value
  const result: Record<string, unknown> = {}
  for (const [key, property] of Object.entries(value)) {
    const cleaned = withoutNull(property, undefinedDepth - 1) ?? undefined
    if (cleaned !== undefined || undefinedDepth > 0) setOwn(result, key, cleaned)
  }
  return result
}
