import type { Field, Fields } from '../fields'
import { isJsonObject } from '../json'
import type { Check, ObjectCheck, Place } from './check'
import { checkList } from './check-list'
import { checkObject, type Property } from './check-object'
import { checkScalar } from './check-scalar'
import { coercionFor } from './coercion'
import { hasConditions } from './conditional-fields'
import { demandsOf } from './demand'
import { finding, isRefusal, placeUnder, refuse, type Finding } from './problem'
import { itemRulesFor, rulesFor } from './rules'
import { kindOf } from './value-kind'

const hasProperties = (field: Field): field is Field & { readonly properties: Fields } =>
  field.type === 'object' && field.properties !== undefined

const compileNested = (field: Field & { readonly properties: Fields }, place: Place): Check => {
  const check = compileObject(field.properties, {
    place: place === 'root' ? 'nested' : place,
    keepUnknown: field.additionalProperties === true,
    // Segment's runtime hands conditions inside an object to the object around it, and with them drops its own.
    isLenient: hasConditions(field.properties)
  })
  return (value, dropped) => {
    if (isJsonObject(value)) return check(value, dropped)
    if (place !== 'item' && (value === null || value === '')) return undefined
    return refuse([finding(field.label, `must be an object, not ${kindOf(value)}`)])
  }
}

const compileList = (field: Field, place: Place): Check => {
  const { label, type } = field
  const takesEmptyString = type !== 'object' && coercionFor(type, false).accepts('')
  return checkList({
    label,
    place,
    checkItem: hasProperties(field)
      ? compileNested(field, 'item')
      : checkScalar({ label, type }, 'item', itemRulesFor(field)),
    isEmptyItem: place === 'item' ? () => false : (item) => item === null || (item === '' && !takesEmptyString)
  })
}

/** Gives what is left out inside a value its place under the value's key. */
const under =
  (key: string, check: Check): Check =>
  (value, dropped) => {
    const inside: Finding[] = []
    const answer = check(value, inside)
    if (inside.length > 0 && !isRefusal(answer)) for (const found of inside) dropped.push(placeUnder(key, found))
    return answer
  }

/** The check of one field's value. */
export const compileField = (field: Field, place: Place): Check => {
  if (field.multiple === true) return compileList(field, place)
  return hasProperties(field) ? compileNested(field, place) : checkScalar(field, place, rulesFor(field))
}

interface ObjectOptions {
  readonly place: Place
  readonly keepUnknown: boolean
  /** Whether nothing in the object is required. */
  readonly isLenient: boolean
}

/** The check of an object that has these fields. */
export const compileObject = (fields: Fields, { place, keepUnknown, isLenient }: ObjectOptions): ObjectCheck => {
  const compileProperty = (key: string, field: Field): Property => {
    const check = compileField(field, place)
    const isContainer = field.multiple === true || hasProperties(field)
    return {
      key,
      label: field.label,
      required: !isLenient && field.required === true,
      check: isContainer ? under(key, check) : check
    }
  }
  return checkObject({
    keepUnknown,
    demands: isLenient ? [] : demandsOf({ fields, place }),
    properties: Object.entries(fields).map(([key, field]) => compileProperty(key, field))
  })
}
