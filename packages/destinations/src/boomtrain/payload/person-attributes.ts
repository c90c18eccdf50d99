import { convertDates, isEmail, parseIsoDate, secondsOrNote, unixMilliseconds } from '@waybill/kit'
import { emailOrNote } from './email-or-note'

type Note = (text: string) => void

export interface PersonPayload {
  readonly user_id: string
  readonly email?: string | undefined
  readonly created_at?: string | undefined
  readonly attributes?: { readonly [key: string]: unknown } | undefined
  readonly convert_dates?: boolean | undefined
}

/** Traits that have a field of their own, or say what the URL does. */
const OMITTED: ReadonlySet<string> = new Set(['id', 'email', 'createdAt', 'created_at'])

/** Would name another person than the URL does. */
const IDENTIFIER = 'user_id'

/** The one standard attribute that Boomtrain wants as ISO 8601: https://docs.zetaglobal.com/docs/create-or-update-a-person */
const ISO_ATTRIBUTE = 'signed_up_at'

/** A name as Boomtrain reads it, so that "User ID" is seen for what it becomes there. The same document says how. */
const normalized = (name: string): string => name.trim().replaceAll(/\s+/g, '_').toLowerCase()

/** The attributes of a person as Boomtrain stores them; the empty text is its way to clear one. */
export function personAttributes(payload: PersonPayload, note: Note): Record<string, unknown> {
  const { attributes, convert_dates } = payload
  const stored: Record<string, unknown> = {}
  for (const key in attributes) {
    const name = normalized(key)
    if (OMITTED.has(key) || name === IDENTIFIER) continue
    const value = storable(name, attributes[key])
    if (value === undefined)
      note(`The attribute "${key}" was left out: Boomtrain could not read its name or its value.`)
    else stored[key] = convert_dates === false || name === ISO_ATTRIBUTE ? value : convertDates(value, key)
  }
  const email = emailOf(payload, note)
  if (email !== undefined) stored['email'] = email
  const createdAt = secondsOrNote(payload.created_at, 'Created At', note)
  if (createdAt !== undefined) stored['created_at'] = createdAt
  return stored
}

/** The value of an attribute as Boomtrain stores it; undefined when it could not. */
function storable(name: string, value: unknown): unknown {
  if (name === '') return undefined
  if (value === null) return ''
  if (name === ISO_ATTRIBUTE) return isoTime(value)
  // JSON writes a number beyond all numbers as null, which says something else.
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : value
}

/** A time as ISO 8601: as it is written where it is that already, the empty text included, which clears it. */
function isoTime(value: unknown): string | undefined {
  if (value === '' || (typeof value === 'string' && value.includes('T') && parseIsoDate(value) !== undefined))
    return value
  const milliseconds = unixMilliseconds(value)
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString()
}

/** The e-mail among the traits; without one, the user ID if that is an e-mail address. */
const emailOf = ({ email, user_id }: PersonPayload, note: Note): string | undefined =>
  emailOrNote(email, note) ?? (isEmail(user_id) ? user_id : undefined)
