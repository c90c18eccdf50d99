import type { ItemsInput, NoItems } from '@waybill/kit'
import type { Settings } from '../settings'
import { addTraits } from './attributes'
import { address } from './identifiers'
import type { Person } from './identifiers'
import { profileValue } from './profile'

/** Profile fields that an action maps one by one. */
const MAPPED = [
  'email',
  'phone',
  'first_name',
  'last_name',
  'dob',
  'gender',
  'image_url',
  'home_city',
  'country',
  'language',
  'time_zone'
] as const

export type ProfilePayload = Person & { readonly [Field in (typeof MAPPED)[number]]?: string | undefined } & {
  readonly name?: string | undefined
  readonly custom_attributes?: { readonly [key: string]: unknown } | undefined
  readonly merge_objects?: boolean | undefined
}

/** The attributes object of a user: only what the event says, so that nothing stored is wiped. */
export function profileItem(
  input: ItemsInput<Settings, ProfilePayload>
): readonly { readonly attributes: { readonly [key: string]: unknown } }[] | NoItems {
  const { payload, note } = input
  const addressed = address(input)
  if ('noItems' in addressed) return addressed.noItems
  const { item: attributes } = addressed
  addTraits(attributes, payload, note)
  if (payload.name) addName(attributes, payload.name)
  for (const field of MAPPED) {
    const given = payload[field]
    const value = given === undefined ? undefined : profileValue(field, given, note)
    if (value !== undefined) attributes[field] = value
  }
  if (payload.merge_objects === true) attributes['_merge_objects'] = true
  return [{ attributes }]
}

/** First and last name as the two parts of the name; those mapped themselves replace them afterwards. */
function addName(attributes: Record<string, unknown>, name: string): void {
  const [first = '', ...others] = name.trim().split(' ')
  const last = others.join(' ').trim()
  if (first !== '') attributes['first_name'] ??= first
  if (last !== '') attributes['last_name'] ??= last
}
