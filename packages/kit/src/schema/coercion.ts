import type { FieldType } from '../fields'
import { isJsonObject } from '../json'
import { isJsonList } from './json-list'

/** What a field type takes as it is, what it can turn into itself, and how messages name it. */
export interface Coercion {
  readonly expected: string
  readonly accepts: (value: unknown) => boolean
  /** The value in the field's type, or undefined where no conversion exists. */
  readonly coerce: (value: unknown) => unknown
}

const text = (value: unknown): string | undefined => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return value === null ? '' : undefined
}

const number = (value: unknown): number | undefined => {
  if (value === null) return 0
  if (typeof value !== 'boolean' && (typeof value !== 'string' || value === '')) return undefined
  const converted = Number(value)
  // "1e999" is Infinity, which JSON would carry as null: no number at all.
  return Number.isFinite(converted) ? converted : undefined
}

const wholeNumber = (value: unknown): number | undefined => {
  const converted = number(value)
  return Number.isInteger(converted) ? converted : undefined
}

const truth = (value: unknown): boolean | undefined => {
  if (value === 'true' || value === 1) return true
  return value === 'false' || value === 0 || value === null ? false : undefined
}

const isString = (value: unknown): boolean => typeof value === 'string'
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value)

const string: Coercion = { expected: 'a string', accepts: isString, coerce: text }

const scalars: Readonly<Record<Exclude<FieldType, 'datetime' | 'object'>, Coercion>> = {
  string,
  text: string,
  password: string,
  number: { expected: 'a number', accepts: isNumber, coerce: number },
  integer: { expected: 'a whole number', accepts: Number.isInteger, coerce: wholeNumber },
  boolean: { expected: 'true or false', accepts: (value) => typeof value === 'boolean', coerce: truth }
}

const datetime: Coercion = {
  expected: 'a date, as a string or a number',
  accepts: (value) => typeof value === 'string' || isNumber(value),
  coerce: (value) => text(value) ?? number(value)
}

const object: Coercion = { expected: 'an object', accepts: isJsonObject, coerce: () => undefined }

const onlyItem = (value: unknown): unknown => (isJsonList(value) && value.length === 1 ? value[0] : value)

const isNothing = (value: unknown): boolean => value === '' || value === 0 || value === false

const nullable = ({ expected, accepts, coerce }: Coercion): Coercion => ({
  expected: `${expected} or null`,
  accepts: (value) => value === null || accepts(value),
  coerce: (value) => {
    const item = onlyItem(value)
    return coerce(item) ?? (isNothing(item) ? null : undefined)
  }
})

const unwrapping = ({ expected, accepts, coerce }: Coercion): Coercion => ({
  expected,
  accepts,
  coerce: (value) => {
    const item = onlyItem(value)
    return accepts(item) ? item : coerce(item)
  }
})

const single = (type: FieldType): Coercion => {
  if (type === 'object') return object
  return type === 'datetime' ? datetime : scalars[type]
}

/**
 * The conversions of Ajv's `coerceTypes: 'array'`, which Segment's runtime applies. A list of one stands for its
 * item, but where several types are allowed (datetime, anything or null) only if that item needs converting.
 *
 * @see https://ajv.js.org/coercion.html
 */
export const coercionFor = (type: FieldType, allowNull: boolean): Coercion => {
  const coercion = single(type)
  if (allowNull) return nullable(coercion)
  if (type === 'object') return coercion
  if (type === 'datetime') return { ...coercion, coerce: (value) => coercion.coerce(onlyItem(value)) }
  return unwrapping(coercion)
}
