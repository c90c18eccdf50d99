import type { FieldCondition } from '../fields'
import type { ConditionalField } from './conditional-fields'
import type { JsonSchema } from './json-schema'

const comparison = ({ operator, value }: FieldCondition): JsonSchema =>
  operator === 'is' ? { const: value } : { not: { const: value } }

const present = (key: string): JsonSchema => ({ required: [key] })

const onPresence = ({ fieldKey, operator }: FieldCondition, isOnly: boolean): JsonSchema => {
  const isAbsent: JsonSchema = { not: present(fieldKey) }
  if (!isOnly) return operator === 'is' ? isAbsent : present(fieldKey)
  const isNull: JsonSchema = { properties: { [fieldKey]: { type: 'null' } } }
  return operator === 'is' ? { anyOf: [isAbsent, isNull] } : { allOf: [present(fieldKey), { not: isNull }] }
}

const conditionToJsonSchema = (condition: FieldCondition, isOnly: boolean): JsonSchema => {
  const [key = '', child] = condition.fieldKey.split('.')
  if (child !== undefined) {
    const inside: JsonSchema = { properties: { [child]: comparison(condition) }, ...present(child) }
    return { properties: { [key]: inside }, ...present(key) }
  }
  if (condition.value === undefined) return onPresence(condition, isOnly)
  return { properties: { [key]: comparison(condition) }, ...present(key) }
}

const requirement = (path: string): JsonSchema => {
  const [key = '', child] = path.split('.')
  return child === undefined ? present(key) : { ...present(key), properties: { [key]: present(child) } }
}

const keyword = (name: keyof JsonSchema, schema: JsonSchema): JsonSchema => ({ [name]: schema })

const implication = (condition: JsonSchema, consequence: JsonSchema): JsonSchema => ({
  if: condition,
  // A literal `then` would make the schema look like a promise, to readers and to lint.
  ...keyword('then', consequence)
})

/** The JSON Schema that requires a field while its conditions hold. */
export const conditionsToJsonSchema = ({ path, conditions: { conditions, match } }: ConditionalField): JsonSchema => {
  const [only] = conditions
  if (only !== undefined && conditions.length === 1) {
    return implication(conditionToJsonSchema(only, true), requirement(path))
  }
  const all = conditions.map((condition) => conditionToJsonSchema(condition, false))
  // For several conditions Segment's runtime requires a key that has the dot in its name, and so does this schema.
  return implication(match === 'any' ? { anyOf: all } : { allOf: all }, present(path))
}
