import { computedFrom, nothing, resolverOf } from '../compiled'
import type { Compiled } from '../compiled'
import { beside, mistake } from '../place'
import { directiveWithOptions, resultOption } from './directive'

/**
 * `@if`: `then` where a value `exists` (or, under the name `blank`, where it exists and is not blank), otherwise `else`.
 * An `else` of 0, false, null or '' is given, where actions-core drops it.
 */
export const ifDirective = directiveWithOptions((options, place) => {
  const branches = { whenTrue: resultOption(options, 'then', place), otherwise: resultOption(options, 'else', place) }
  if (!options['exists'] && !options['blank']) {
    return mistake(place, (where) => `${where} has neither "exists" nor "blank"; add the value that decides.`)
  }
  const key = options['exists'] === undefined ? 'blank' : 'exists'
  const subject = place.compile(options[key], beside(place, key))
  const holds = key === 'exists' ? exists : isFilled
  if (subject.kind === 'constant') return holds(subject.value) ? branches.whenTrue : branches.otherwise
  return choice({ subject, holds }, branches)
})

interface Condition {
  readonly subject: Exclude<Compiled, { kind: 'constant' }>
  readonly holds: (value: unknown) => boolean
}

interface Branches {
  readonly whenTrue: Compiled
  readonly otherwise: Compiled
}

const choice = ({ subject, holds }: Condition, { whenTrue, otherwise }: Branches): Compiled => {
  const parts = [subject, whenTrue, otherwise]
  const [read, resolveWhenTrue, resolveOtherwise] = [subject.resolve, resolverOf(whenTrue), resolverOf(otherwise)]
  if (holds !== exists) {
    return computedFrom(parts, (source) => (holds(read(source)) ? resolveWhenTrue(source) : resolveOtherwise(source)))
  }
  if (isSamePath(subject, whenTrue)) return firstOf(subject, otherwise)
  return computedFrom(parts, (source) => {
    const value = read(source)
    return value !== undefined && value !== null ? resolveWhenTrue(source) : resolveOtherwise(source)
  })
}

/** The commonest `@if` of all: this path if it has a value, otherwise something else. The path is read once. */
const firstOf = (first: Condition['subject'], otherwise: Compiled): Compiled => {
  const read = first.resolve
  if (otherwise === nothing) return computedFrom([first], (source) => read(source) ?? undefined)
  const resolveOtherwise = resolverOf(otherwise)
  return computedFrom([first, otherwise], (source) => read(source) ?? resolveOtherwise(source))
}

const isSamePath = (one: Compiled, other: Compiled): boolean =>
  one.kind === 'path' && other.kind === 'path' && one.text === other.text

const exists = (value: unknown): boolean => value !== undefined && value !== null

/** What actions-core calls blank is what JavaScript's loose comparison finds equal to ''. */
const isFilled = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.length > 1 || (value.length === 1 && !isEmptyText(value[0]))
  return exists(value) && value !== '' && value !== 0 && value !== false
}

const isEmptyText = (element: unknown): boolean =>
  element === '' || !exists(element) || (Array.isArray(element) && !isFilled(element))
