import { convertDates, isEmail, secondsOrNote } from '@waybill/kit'

type Note = (text: string) => void

export interface PersonPayload {
  readonly user_id: string
  readonly email?: string | undefined
  readonly created_at?: string | undefined
  readonly attributes?: { readonly [key: string]: unknown } | undefined
  readonly convert_dates?: boolean | undefined
}

/** Traits that have a field of their own, or that would name another person than the URL does. */
const OMITTED: ReadonlySet<string> = new Set(['id', 'user_id', 'email', 'createdAt', 'created_at'])

/** The one standard attribute that Boomtrain wants as ISO 8601: https://docs.zetaglobal.com/docs/create-or-update-a-person */
const ISO_ATTRIBUTE = 'signed_up_at'

/** The attributes of a person as Boomtrain stores them; the empty text is its way to clear one. */
export function personAttributes(payload: PersonPayload, note: Note): Record<string, unknown> {
  const { attributes, convert_dates } = payload
  const stored: Record<string, unknown> = {}
  for (const key in attributes) {
    if (OMITTED.has(key)) continue
    const value = attributes[key]
    if (value === null) stored[key] = ''
    else stored[key] = convert_dates === false || key === ISO_ATTRIBUTE ? value : convertDates(value, key)
  }
  const email = emailOf(payload, note)
  if (email !== undefined) stored['email'] = email
  const createdAt = secondsOrNote(payload.created_at, 'Created At', note)
  if (createdAt !== undefined) stored['created_at'] = createdAt
  return stored
}

/** The e-mail among the traits; without one, the user ID if that is an e-mail address. */
function emailOf({ email, user_id }: PersonPayload, note: Note): string | undefined {
  if (email) {
    if (isEmail(email)) return email
    note('The Email was left out: it is not an e-mail address.')
  }
  return isEmail(user_id) ? user_id : undefined
}
