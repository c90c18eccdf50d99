import { isJsonObject, utf8Bytes } from '@waybill/kit'
import type { Note } from './identifiers'
import { isProfileField, profileValue } from './profile'
import { MAXIMUM_LENGTH, storable, surelyFits } from './storable'
import type { Rules } from './storable'

type Traits = { readonly [key: string]: unknown }

/** Traits that become profile fields under another name, or stand beside the attributes, or cannot be an attribute. */
const TAKEN: ReadonlySet<string> = new Set([
  'id',
  'name',
  'firstName',
  'lastName',
  'birthday',
  'avatar',
  'timezone',
  'timeZone',
  // An own key of this name can come from JSON, and setting it would change what the object inherits.
  '__proto__'
])

/**
 * Names that mean something else to Braze, or nothing any more (`bio`).
 *
 * @see https://www.braze.com/docs/api/objects_filters/user_attributes_object/
 */
const RESERVED: ReadonlySet<string> = new Set([
  'external_id',
  'user_alias',
  'braze_id',
  'bio',
  'push_token_import',
  '_update_existing_only',
  '_merge_objects'
])

// https://www.braze.com/docs/user_guide/data/activation/custom_data/custom_attributes/nested_custom_attribute_support/
const MAXIMUM_NESTED_BYTES = 50_000
const OPERATORS: ReadonlySet<string> = new Set([
  '$add',
  '$remove',
  '$update',
  '$identifier_key',
  '$identifier_value',
  '$new_object',
  '$time'
])

const RULES: Rules = {
  noun: 'attribute',
  keepsNull: true,
  listsOfOneKind: true,
  takesKey: (key) => {
    if (key === '' || key.length > MAXIMUM_LENGTH) return false
    return OPERATORS.has(key) || !(key.includes(' ') || key.includes('.') || key.includes('$'))
  }
}

/** Traits, and beside them values that were mapped for themselves. */
type Mapped = Traits & { readonly custom_attributes?: Traits | undefined }

/** Adds what traits say about a user to an attributes object: profile fields not mapped already, the rest as it is. */
export function addTraits(attributes: Record<string, unknown>, mapped: Mapped, note: Note): void {
  const { custom_attributes: traits } = mapped
  for (const key in traits) {
    if (TAKEN.has(key)) continue
    const kept = isProfileField(key) ? unmapped(key, mapped, note) : customAttribute(key, traits[key], note)
    if (kept !== undefined) attributes[key] = kept
  }
}

const unmapped = (name: string, mapped: Mapped, note: Note): unknown =>
  mapped[name] === undefined ? profileValue(name, mapped.custom_attributes?.[name], note) : undefined

function customAttribute(name: string, given: unknown, note: Note): unknown {
  const value = name === 'address' ? withoutPlace(given) : given
  if (value === undefined) return undefined
  if (RESERVED.has(name)) return leaveOut(name, 'Braze reserves the name', note)
  if (name === '' || name.length > MAXIMUM_LENGTH) {
    note(`An attribute was left out: its name is empty or longer than ${MAXIMUM_LENGTH} characters.`)
    return undefined
  }
  const kept = storable(value, { name, rules: RULES, note })
  if (typeof kept !== 'object' || kept === null || surelyFits(kept, MAXIMUM_NESTED_BYTES)) return kept
  if (utf8Bytes(JSON.stringify(kept)) <= MAXIMUM_NESTED_BYTES) return kept
  return leaveOut(name, `it is larger than the ${MAXIMUM_NESTED_BYTES} bytes Braze takes`, note)
}

function leaveOut(name: string, why: string, note: Note): undefined {
  note(`The attribute "${name}" was left out: ${why}.`)
  return undefined
}

/** An address without what the profile holds of it, city and country; undefined when that was all. */
function withoutPlace(address: unknown): unknown {
  if (!isJsonObject(address)) return address
  const { city: _city, country: _country, ...rest } = address
  return Object.keys(rest).length > 0 ? rest : undefined
}
