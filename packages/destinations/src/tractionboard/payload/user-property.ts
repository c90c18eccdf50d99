import { reject } from '@waybill/kit'
import type { NoItems } from '@waybill/kit'
import { snakeCase } from './snake-case'

export interface ComputedPayload {
  readonly computation_class?: string | undefined
  readonly computation_key: string
  readonly traits?: { readonly [key: string]: unknown } | undefined
}

/**
 * What Engage computed about a user as one attribute: a computed trait has any value, membership of an audience or of a
 * step of a journey is true or false.
 *
 * @see https://segment.com/docs/engage/using-engage-data/
 */
export function propertyOf({
  computation_class,
  computation_key,
  traits
}: ComputedPayload): { readonly attributes: { readonly [key: string]: unknown } } | NoItems {
  const name = snakeCase(computation_key)
  if (name === '') return reject('The Computation Key has no letter or digit to name a property by.')
  const key = [computation_key, name].find((each) => traits !== undefined && Object.hasOwn(traits, each))
  if (key === undefined) return reject('The traits hold no value under the Computation Key.')
  const value = traits?.[key]
  if (computation_class !== 'trait' && typeof value !== 'boolean') {
    return reject('Membership of an audience must be true or false.')
  }
  return { attributes: { [name]: value } }
}
