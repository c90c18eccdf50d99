import type { Field, FieldType, Fields, SettingField, SettingFields } from '../fields'
import { conditionsToJsonSchema } from './conditions-to-json-schema'
import { conditionalFields, hasConditions } from './conditional-fields'
import type { JsonSchema } from './json-schema'
import { wholePattern } from './pattern'
import { choiceValue } from './rules'

type Mutable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] }

const jsonType = (type: FieldType): string | readonly string[] => {
  if (type === 'text' || type === 'password') return 'string'
  return type === 'datetime' ? ['string', 'number'] : type
}

const jsonFormat = ({ type, format }: Field): string | undefined => {
  if (type === 'datetime') return 'date-like'
  return type === 'password' || type === 'text' ? type : format
}

/** A bound of 0 counts as none, as in Segment's runtime. */
const bounds = ({ type, minimum, maximum }: Field): JsonSchema => {
  if (type === 'string') return { ...(minimum && { minLength: minimum }), ...(maximum && { maxLength: maximum }) }
  if (type === 'number') return { ...(minimum && { minimum }), ...(maximum && { maximum }) }
  return {}
}

const describe = (field: Field): JsonSchema => {
  const schema: Mutable<JsonSchema> = { title: field.label, description: field.description }
  const format = jsonFormat(field)
  if (format !== undefined) schema.format = format
  if (field.default !== undefined) schema.default = field.default
  return { ...schema, ...bounds(field) }
}

const typeAndChoices = ({ type, allowNull, multiple, choices }: Field): JsonSchema => {
  const values = choices?.map(choiceValue)
  const allowed = values && { enum: allowNull === true ? [...values, null] : values }
  if (multiple === true) return { type: 'array', items: { type: jsonType(type), ...allowed } }
  return { type: allowNull === true ? [jsonType(type), 'null'].flat() : jsonType(type), ...allowed }
}

interface ObjectOptions {
  readonly additionalProperties: boolean
  /** Whether nothing in the object is required. */
  readonly isLenient: boolean
}

const fieldToJsonSchema = (field: Field): JsonSchema => {
  const schema = { ...describe(field), ...typeAndChoices(field) }
  if (field.type !== 'object' || field.properties === undefined) return schema
  const inside = objectToJsonSchema(field.properties, {
    additionalProperties: field.additionalProperties === true,
    // The conditions move to the object around this one, and Segment drops what else is required here with them.
    isLenient: hasConditions(field.properties)
  })
  return field.multiple === true ? { ...schema, items: inside } : { ...schema, ...inside }
}

const objectToJsonSchema = (fields: Fields, { additionalProperties, isLenient }: ObjectOptions): JsonSchema => {
  const entries = Object.entries(fields)
  const schema: JsonSchema = {
    $schema: 'http://json-schema.org/schema#',
    type: 'object',
    additionalProperties,
    properties: Object.fromEntries(entries.map(([key, field]) => [key, fieldToJsonSchema(field)]))
  }
  if (isLenient) return schema
  const required = entries.filter(([, field]) => field.required === true).map(([key]) => key)
  const conditions = conditionalFields(fields).map(conditionsToJsonSchema)
  return { ...schema, required, ...(conditions.length > 0 && { allOf: conditions }) }
}

/**
 * The JSON Schema that `fieldsToJsonSchema` of `@segment/actions-core` gives for the same fields.
 *
 * @see https://github.com/segmentio/action-destinations/blob/main/packages/core/src/destination-kit/fields-to-jsonschema.ts
 */
export const fieldsToJsonSchema = (fields: Fields): JsonSchema =>
  objectToJsonSchema(fields, { additionalProperties: false, isLenient: false })

const withPattern = (schema: JsonSchema, { pattern, multiple }: SettingField): JsonSchema => {
  if (pattern === undefined) return schema
  const form: JsonSchema = { pattern: wholePattern(pattern.regex) }
  return multiple === true ? { ...schema, items: { ...schema.items, ...form } } : { ...schema, ...form }
}

const settingBounds = ({ type, minimum, maximum }: SettingField): JsonSchema =>
  type === 'integer' || type === 'number'
    ? { ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) }
    : {}

/** As `fieldsToJsonSchema`, for settings; patterns, bounds of whole numbers, and those that are 0 are what Segment's has not. */
export const settingsToJsonSchema = (settings: SettingFields): JsonSchema => {
  const properties: Record<string, JsonSchema> = {}
  for (const [name, setting] of Object.entries(settings)) {
    properties[name] = { ...withPattern(fieldToJsonSchema(setting), setting), ...settingBounds(setting) }
  }
  return { ...fieldsToJsonSchema(settings), properties }
}
