import type { FieldCondition, FieldConditions, Fields } from '../fields'
import { isJsonObject } from '../json'
import type { Place } from './check'
import { conditionalFields } from './conditional-fields'
import { isJsonList } from './json-list'

type Source = Readonly<Record<string, unknown>>

/** An object before and after its values were checked. */
export interface Views {
  readonly source: Source
  readonly kept: Source
}

/** A field that is required while conditions on other fields hold. */
export interface Demand {
  readonly path: string
  readonly label: string
  /** The conditions in words. */
  readonly reason: string
  /** Whether the conditions hold and yet the field is missing. */
  readonly isUnmet: (views: Views) => boolean
}

/** The fields of the object in which a condition is asked. */
export interface Scope {
  readonly fields: Fields
  readonly place: Place
}

type Holds = (views: Views) => boolean

/**
 * The value a condition sees: not yet converted, but absent when it was cleaned away or left out. Fields that nobody
 * declared are seen too.
 */
const read = (key: string, { fields, place }: Scope): ((views: Views) => unknown) => {
  const field = fields[key]
  if (field === undefined) return ({ source }) => (place === 'root' && source[key] === '' ? undefined : source[key])
  return ({ source, kept }) => {
    const value = kept[key] === undefined ? undefined : source[key]
    const isWrapped = field.multiple === true && place === 'root' && value !== undefined && !isJsonList(value)
    return isWrapped ? [value] : value
  }
}

const isNothing = (value: unknown): boolean => value === null || value === '' || value === 0 || value === false

// Segment's runtime asks whether the value converts to null, which these do.
const isLikeNull = (value: unknown): boolean =>
  isNothing(value) || (isJsonList(value) && value.length === 1 && isNothing(value[0]))

const compare = ({ operator, value: wanted }: FieldCondition): ((value: unknown) => boolean) =>
  operator === 'is' ? (value) => value === wanted : (value) => value !== undefined && value !== wanted

const onPresence = (condition: FieldCondition, scope: Scope, isOnly: boolean): Holds => {
  const value = read(condition.fieldKey, scope)
  const isAbsent: Holds = (views) => {
    const seen = value(views)
    return seen === undefined || (isOnly && isLikeNull(seen))
  }
  return condition.operator === 'is' ? isAbsent : (views) => !isAbsent(views)
}

const onField = (condition: FieldCondition, scope: Scope): Holds => {
  const value = read(condition.fieldKey, scope)
  const matches = compare(condition)
  return (views) => matches(value(views))
}

// Without a value, Segment's runtime takes "is" as "is present" here and "is_not" as never.
const compareInside = (condition: FieldCondition): ((value: unknown) => boolean) => {
  if (condition.value !== undefined) return compare(condition)
  return condition.operator === 'is' ? (value) => value !== undefined : () => false
}

const onNestedField = (condition: FieldCondition, scope: Scope): Holds => {
  const [parent = '', child = ''] = condition.fieldKey.split('.')
  const value = read(parent, scope)
  const matches = compareInside(condition)
  const isDeclared = scope.fields[parent]?.properties?.[child] !== undefined
  return (views) => {
    const object = value(views)
    // Segment's runtime cannot look into a list and lets the condition pass.
    if (!isJsonObject(object)) return object !== undefined
    const kept = views.kept[parent]
    const isGone = isDeclared && isJsonObject(kept) && kept[child] === undefined
    return !isGone && object[child] !== undefined && matches(object[child])
  }
}

const isNested = ({ fieldKey }: FieldCondition): boolean => fieldKey.includes('.')

const compileConditions = ({ conditions, match }: FieldConditions, scope: Scope): Holds => {
  const tests = conditions.map((condition) => {
    if (isNested(condition)) return onNestedField(condition, scope)
    return condition.value === undefined
      ? onPresence(condition, scope, conditions.length === 1)
      : onField(condition, scope)
  })
  return match === 'any'
    ? (views) => tests.some((holds) => holds(views))
    : (views) => tests.every((holds) => holds(views))
}

const describeCondition = (condition: FieldCondition): string => {
  const { fieldKey, operator, value } = condition
  if (value !== undefined) return `${fieldKey} is ${operator === 'is' ? '' : 'not '}${JSON.stringify(value)}`
  return `${fieldKey} is ${(operator === 'is') === isNested(condition) ? 'present' : 'missing'}`
}

const isMissing = (path: string): ((kept: Source) => boolean) => {
  const [key = '', child] = path.split('.')
  return (kept) => {
    const value = kept[key]
    if (child === undefined || value === undefined) return value === undefined
    return isJsonObject(value) && value[child] === undefined
  }
}

const joined = ({ conditions, match }: FieldConditions): string =>
  conditions.map(describeCondition).join(match === 'any' ? ' or ' : ' and ')

/** Every conditional requirement an object looks after. */
export const demandsOf = (scope: Scope): readonly Demand[] =>
  conditionalFields(scope.fields).map(({ path, label, conditions }) => {
    const holds = compileConditions(conditions, scope)
    const isAbsent = isMissing(path)
    return {
      path,
      label,
      reason: joined(conditions),
      isUnmet: (views) => isAbsent(views.kept) && holds(views)
    }
  })
