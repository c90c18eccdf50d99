import { computedFrom, nothing } from '../compiled'
import { beside, mistake } from '../place'
import { compileText, directiveWithOptions } from './directive'

/** `@case`: a string in upper or lower case; any other value as it is. */
export const caseDirective = directiveWithOptions((options, place) => {
  const change = operators.get(options['operator'])
  const value = isAbsent(options['value']) ? nothing : compileText(options['value'], beside(place, 'value'))
  if (!change) return mistake(place, (where) => `${where} has no usable "operator"; write "lower" or "upper".`)
  if (value.kind === 'constant') return { kind: 'constant', value: cased(value.value, change) }
  return computedFrom([value], (source) => cased(value.resolve(source), change))
})

type Change = (text: string) => string

const operators: ReadonlyMap<unknown, Change> = new Map<unknown, Change>([
  ['lower', (text) => text.toLowerCase()],
  ['upper', (text) => text.toUpperCase()]
])

// A value written as '' counts as absent in actions-core, while a value that turns out to be '' does not.
const isAbsent = (value: unknown): boolean => value === undefined || value === ''

const cased = (value: unknown, change: Change): unknown => (typeof value === 'string' ? change(value) : value)
