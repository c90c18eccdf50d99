import type { Choice, Field, FieldFormat, FieldType } from '../fields'
import { dateLike, formatFor, type Format } from './formats'
import { kindOf } from './value-kind'

/** Judges a value of the right type: the verdict on a bad one, undefined on a good one. */
export type Rule = (value: unknown) => string | undefined

/** The value a choice stands for. */
export const choiceValue = (choice: Choice): string | number | boolean =>
  typeof choice === 'string' ? choice : choice.value

const oneOf = (choices: readonly Choice[], allowNull: boolean): Rule => {
  const values = choices.map(choiceValue)
  const allowed = new Set<unknown>(allowNull ? [...values, null] : values)
  const expected = `must be one of ${values.map((value) => JSON.stringify(value)).join(', ')}`
  return (value) => (allowed.has(value) ? undefined : `${expected}, not another value`)
}

const ofFormat =
  ({ expected, accepts }: Format): Rule =>
  (value) =>
    typeof value !== 'string' || accepts(value)
      ? undefined
      : `must be ${expected}, not ${value === '' ? kindOf(value) : 'some other string'}`

const countCharacters = (value: string): number => {
  let count = 0
  for (const _ of value) count += 1
  return count
}

const characters = (count: number): string => `${count} ${count === 1 ? 'character' : 'characters'}`

const atLeast =
  (minimum: number): Rule =>
  (value) => {
    if (typeof value === 'number' && value < minimum) return `must be at least ${minimum}, not less`
    return typeof value === 'string' && countCharacters(value) < minimum
      ? `must have at least ${characters(minimum)}, not fewer`
      : undefined
  }

const atMost =
  (maximum: number): Rule =>
  (value) => {
    if (typeof value === 'number' && value > maximum) return `must be at most ${maximum}, not more`
    return typeof value === 'string' && value.length > maximum && countCharacters(value) > maximum
      ? `must have at most ${characters(maximum)}, not more`
      : undefined
  }

const formatOf = (type: FieldType, format: FieldFormat | undefined): Format | undefined => {
  if (type === 'datetime') return dateLike
  return type === 'string' && format !== undefined ? formatFor(format) : undefined
}

const allOf = (rules: readonly Rule[]): Rule | undefined => {
  const [first, second] = rules
  if (first === undefined || second === undefined) return first
  return (value) => {
    for (const rule of rules) {
      const verdict = rule(value)
      if (verdict !== undefined) return verdict
    }
    return undefined
  }
}

/** What a field asks of its value beyond the type, or undefined if it asks nothing. */
export const rulesFor = ({ type, choices, format, minimum, maximum, allowNull }: Field): Rule | undefined => {
  const rules: Rule[] = []
  const formatRule = formatOf(type, format)
  if (choices !== undefined) rules.push(oneOf(choices, allowNull === true))
  if (formatRule !== undefined) rules.push(ofFormat(formatRule))
  if (type === 'string' || type === 'number') {
    // Segment's runtime reads a bound of 0 as none.
    if (minimum) rules.push(atLeast(minimum))
    if (maximum) rules.push(atMost(maximum))
  }
  return allOf(rules)
}

/** What each item of a `multiple` field must be beyond its type: Segment applies nothing but the choices. */
export const itemRulesFor = ({ choices, allowNull }: Field): Rule | undefined =>
  choices === undefined ? undefined : oneOf(choices, allowNull === true)
