import { computedFrom, nothing, resolverOf } from '../compiled'
import { describe } from '../describe'
import { beside, mistake, within } from '../place'
import type { Place } from '../place'
import { compileText, directiveWithOptions } from './directive'
import type { Options } from './directive'

const longestText = 10

/**
 * `@replace`: short literal text replaced in a string, a number or a boolean; any other value gives ''. As in
 * actions-core, `$&` and `$$` in a replacement mean what they mean to JavaScript's `replace`.
 */
export const replaceDirective = directiveWithOptions((options, place) => {
  const flags = `${flagOf(options, 'global', place) === false ? '' : 'g'}${flagOf(options, 'ignorecase', place) ? 'i' : ''}`
  const steps = stepsOf(options, place).map(({ pattern, replacement }) => ({
    pattern: new RegExp(escaped(pattern), flags),
    replacement
  }))
  const value = compileText(options['value'], beside(place, 'value'))
  if (options['value'] === '') return nothing
  const resolve = resolverOf(value)
  return computedFrom([value], (source) => {
    const text = replaceable(resolve(source))
    return steps.reduce((result, { pattern, replacement }) => result.replace(pattern, replacement), text)
  })
})

interface Step {
  readonly pattern: string
  readonly replacement: string
}

const stepsOf = (options: Options, place: Place): readonly Step[] => {
  const first = {
    pattern: patternOf(options, 'pattern', place),
    replacement: replacementOf(options, 'replacement', place)
  }
  if (isUnset(options['pattern2']) || options['pattern2'] === '') return [first]
  const second = options['replacement2'] === null ? { ...options, replacement2: '' } : options
  return [
    first,
    { pattern: patternOf(second, 'pattern2', place), replacement: replacementOf(second, 'replacement2', place) }
  ]
}

const patternOf = (options: Options, key: string, place: Place): string => {
  const pattern = options[key]
  if (typeof pattern === 'string' && pattern !== '' && pattern.length <= longestText) return pattern
  mistake(
    within(place, key),
    (where) => `${where} is ${sizeOf(pattern)}; give it 1 to ${longestText} characters to look for.`
  )
  return ''
}

const replacementOf = (options: Options, key: string, place: Place): string => {
  const replacement = options[key] === undefined ? '' : options[key]
  if (typeof replacement === 'string' && replacement.length <= longestText) return replacement
  mistake(
    within(place, key),
    (where) => `${where} is ${sizeOf(replacement)}; give it at most ${longestText} characters.`
  )
  return ''
}

const flagOf = (options: Options, key: string, place: Place): boolean | undefined => {
  const flag = options[key]
  if (flag === undefined || typeof flag === 'boolean') return flag
  mistake(within(place, key), (where) => `${where} is ${describe(flag)}; write true or false.`)
  return undefined
}

const sizeOf = (value: unknown): string =>
  typeof value === 'string' ? `a string of ${value.length} characters` : describe(value)

const isUnset = (value: unknown): boolean => value === undefined || value === null

const replaceable = (value: unknown): string => {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
