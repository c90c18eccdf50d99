import type { FieldConditions, Fields } from '../fields'

/** A field that is required while conditions hold. */
export interface ConditionalField {
  /** `key`, or `key.child` for a field inside the object `key`. */
  readonly path: string
  readonly label: string
  readonly conditions: FieldConditions
}

const conditionalIn = (fields: Fields, prefix: string): readonly ConditionalField[] =>
  Object.entries(fields).flatMap(([key, { label, required }]) =>
    typeof required === 'object' ? [{ path: prefix + key, label, conditions: required }] : []
  )

/** The conditionally required fields an object looks after: its own, and those of the objects directly in it. */
export const conditionalFields = (fields: Fields): readonly ConditionalField[] => {
  const found: ConditionalField[] = []
  for (const [key, field] of Object.entries(fields)) {
    if (field.type === 'object') found.push(...conditionalIn(field.properties ?? {}, `${key}.`))
    found.push(...conditionalIn({ [key]: field }, ''))
  }
  return found
}

/** Whether any of the fields is required under a condition. */
export const hasConditions = (fields: Fields): boolean => conditionalIn(fields, '').length > 0
