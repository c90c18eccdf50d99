import { isEmail, reject, utf8Bytes } from '@waybill/kit'
import type { NoItems } from '@waybill/kit'

// https://customer.io/docs/api/track/#operation/entity
const MAXIMUM_ID_BYTES = 150

/** The one way Customer.io is told whom an item is about. */
export type PersonIdentifiers =
  { readonly id: string } | { readonly email: string } | { readonly cio_id: string } | { readonly anonymous_id: string }

export interface Person {
  readonly person_id?: string | undefined
  readonly email?: string | undefined
  readonly anonymous_id?: string | undefined
}

/** Customer.io's own ids are hexadecimal: a customer's id that merely starts with `cio_` stays what it is. */
const CIO_ID = /^cio_[0-9a-f]{8,}$/

/** The identifier of a known person: a `cio_` id, an e-mail, or an id; undefined when there is nothing to go by. */
export function knownPerson({ person_id, email }: Person): PersonIdentifiers | undefined {
  if (person_id) {
    if (CIO_ID.test(person_id)) return { cio_id: person_id.slice(4) }
    return isEmail(person_id) ? { email: person_id } : { id: person_id }
  }
  return email && isEmail(email) ? { email } : undefined
}

/** The identifier of a person who may still be anonymous. */
export const anyPerson = (person: Person): PersonIdentifiers | undefined =>
  knownPerson(person) ?? (person.anonymous_id ? { anonymous_id: person.anonymous_id } : undefined)

/** The rejection of an identifier that Customer.io cannot hold, or of none at all; undefined when it is fine. */
export function identifierProblem(
  identifiers: { readonly [name: string]: string } | undefined,
  needed: string
): NoItems | undefined {
  if (identifiers === undefined) return reject(`There is no one to send this for: it needs ${needed}.`)
  for (const name in identifiers) {
    if (!fitsIdentifier(identifiers[name] ?? '')) {
      return reject(`The identifier ${name} is longer than the ${MAXIMUM_ID_BYTES} bytes Customer.io takes.`)
    }
  }
  return undefined
}

/** Whether Customer.io can hold a text as an identifier. Only those near the limit are worth counting exactly. */
export const fitsIdentifier = (text: string): boolean =>
  text.length <= MAXIMUM_ID_BYTES / 3 || utf8Bytes(text) <= MAXIMUM_ID_BYTES
