import { destinations } from '@waybill/destinations'
import type { Destination } from '@waybill/kit'
import { UsageError } from '../usage-error'

/** The destination a user names by its slug. */
export function findDestination(slug: string): Destination {
  const destination = Object.hasOwn(destinations, slug) ? destinations[slug] : undefined
  if (destination !== undefined) return destination
  throw new UsageError(`There is no destination "${slug}"; choose one of ${Object.keys(destinations).join(', ')}.`)
}
