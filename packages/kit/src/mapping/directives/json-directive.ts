import { computedFrom, resolverOf } from '../compiled'
import { mistake, within } from '../place'
import { directiveWithOptions, requiredOption } from './directive'

/** `@json`: a value as JSON text, or the value a JSON text stands for; text that is no JSON stays as it is. */
export const jsonDirective = directiveWithOptions((options, place) => {
  const value = requiredOption(options, 'value', place)
  const convert = modes.get(options['mode'])
  if (options['value'] !== undefined && !options['value']) {
    return mistake(within(place, 'value'), (where) => `${where} is empty; give it a directive or a value to convert.`)
  }
  if (!convert) return mistake(place, (where) => `${where} has no usable "mode"; write "encode" or "decode".`)
  const resolve = resolverOf(value)
  return computedFrom([value], (source) => convert(resolve(source)))
})

const encode = (value: unknown): unknown => JSON.stringify(value)

const decode = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}

const modes: ReadonlyMap<unknown, (value: unknown) => unknown> = new Map<unknown, (value: unknown) => unknown>([
  ['encode', encode],
  ['decode', decode]
])
