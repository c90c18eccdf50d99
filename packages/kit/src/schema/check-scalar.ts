import type { Field } from '../fields'
import type { Check, Place } from './check'
import { coercionFor, type Coercion } from './coercion'
import { finding, refuse } from './problem'
import type { Rule } from './rules'
import { kindOf } from './value-kind'

const takesStrings = ({ accepts }: Coercion): boolean => accepts('')

/** Whether cleaning removes a value that has no other way to be empty than '' and null. */
const emptiness = (coercion: Coercion, place: Place): ((value: unknown) => boolean) => {
  if (place === 'item') return () => false
  const keepsNull = coercion.accepts(null)
  const keepsEmptyString = place !== 'root' && takesStrings(coercion)
  return (value) => (value === '' && !keepsEmptyString) || (value === null && !keepsNull)
}

/** The check of one value that is not a list and whose inside is nobody's business. */
export const checkScalar = (
  field: Pick<Field, 'label' | 'type' | 'allowNull'>,
  place: Place,
  rule: Rule | undefined
): Check => {
  const { label, type, allowNull = false } = field
  const coercion = coercionFor(type, allowNull)
  const { accepts, coerce, expected } = coercion
  const isEmpty = emptiness(coercion, place)
  return (value) => {
    if (isEmpty(value)) return undefined
    const kept = accepts(value) ? value : coerce(value)
    if (kept === undefined) return refuse([finding(label, `must be ${expected}, not ${kindOf(value)}`)])
    const verdict = rule?.(kept)
    return verdict === undefined ? kept : refuse([finding(label, verdict)])
  }
}
