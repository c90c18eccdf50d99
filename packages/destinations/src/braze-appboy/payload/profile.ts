import { isEmail, isJsonObject, parseIsoDate } from '@waybill/kit'
import { countryCode } from './country'
import type { Note } from './identifiers'
import { languageCode } from './language'
import { MAXIMUM_LENGTH } from './storable'
import { isoTime } from './time'

/** How a profile field is read: its value as Braze takes it, or undefined for one that is not what was expected. */
interface Reader {
  readonly read: (value: unknown) => unknown
  readonly expected: string
  /** Null removes a field, unless each entry of it has a state of its own. @default true */
  readonly isRemovable?: boolean
}

const aText: Reader = { read: readText, expected: `a text of ${MAXIMUM_LENGTH} characters` }
const aTime: Reader = { read: isoTime, expected: 'a time' }
const aFlag: Reader = { read: readFlag, expected: 'true or false' }
const anObject: Reader = { read: readObject, expected: 'an object' }
const aSubscription: Reader = { read: readSubscription, expected: 'opted_in, subscribed or unsubscribed' }

/**
 * The fields of a profile that Braze knows itself, by its own names.
 *
 * @see https://www.braze.com/docs/api/objects_filters/user_attributes_object/#braze-user-profile-fields
 */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['country', { read: readCountry, expected: 'the code or the English name of a country' }],
  ['current_location', { read: readLocation, expected: 'an object with longitude and latitude as numbers' }],
  ['date_of_first_session', aTime],
  ['date_of_last_session', aTime],
  ['dob', { read: readDateOfBirth, expected: 'a date such as 1990-05-17' }],
  ['email', { read: readEmail, expected: 'an e-mail address' }],
  ['email_click_tracking_disabled', aFlag],
  ['email_open_tracking_disabled', aFlag],
  ['email_subscribe', aSubscription],
  ['facebook', anObject],
  ['first_name', aText],
  ['gender', { read: readGender, expected: 'one of M, F, O, N and P, nor a word for one' }],
  ['home_city', aText],
  ['image_url', { read: readWebAddress, expected: 'a web address' }],
  ['language', { read: readLanguage, expected: 'a language code such as en' }],
  ['last_name', aText],
  ['marked_email_as_spam_at', aTime],
  ['phone', aText],
  ['push_subscribe', aSubscription],
  ['push_tokens', listOf('app_id', 'token')],
  ['subscription_groups', listOf('subscription_group_id', 'subscription_state')],
  ['time_zone', aText],
  ['twitter', anObject]
])

/** Whether Braze knows a name as a field of the profile, so that it never is a custom attribute. */
export const isProfileField = (name: string): boolean => READERS.has(name)

/**
 * A profile field's value as Braze takes it. Null, which the event then carries itself, removes the field; undefined, with
 * a note, stands for a value that Braze could not take.
 */
export function profileValue(name: string, value: unknown, note: Note): unknown {
  const reader = READERS.get(name)
  if (reader === undefined) return undefined
  if (value === null && reader.isRemovable !== false) return null
  const kept = reader.read(value)
  if (kept === undefined) note(`${name} was left out: it is not ${reader.expected}.`)
  return kept
}

function readText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.length <= MAXIMUM_LENGTH ? value : undefined
  return typeof value === 'number' ? String(value) : undefined
}

function readEmail(value: unknown): string | undefined {
  return typeof value === 'string' && isEmail(value) ? value : undefined
}

function readWebAddress(value: unknown): string | undefined {
  return typeof value === 'string' && (value.startsWith('https://') || value.startsWith('http://')) ? value : undefined
}

/** The day as it is written: a zone behind it says where the time was taken, and never moves a birthday. */
function readDateOfBirth(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const next = value.charAt(10)
  if (next !== '' && next !== 'T' && next !== ' ') return undefined
  const day = value.slice(0, 10)
  return parseIsoDate(day) === undefined ? undefined : day
}

const GENDERS: ReadonlyMap<string, string> = new Map([
  ['m', 'M'],
  ['male', 'M'],
  ['man', 'M'],
  ['f', 'F'],
  ['female', 'F'],
  ['w', 'F'],
  ['woman', 'F'],
  ['o', 'O'],
  ['other', 'O'],
  ['n', 'N'],
  ['not applicable', 'N'],
  ['p', 'P'],
  ['prefer not to say', 'P']
])

function readGender(value: unknown): string | undefined {
  return typeof value === 'string' ? GENDERS.get(value.trim().toLowerCase()) : undefined
}

function readCountry(value: unknown): string | undefined {
  return typeof value === 'string' ? countryCode(value) : undefined
}

function readLanguage(value: unknown): string | undefined {
  return typeof value === 'string' ? languageCode(value) : undefined
}

function readFlag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

function readSubscription(value: unknown): unknown {
  return value === 'opted_in' || value === 'subscribed' || value === 'unsubscribed' ? value : undefined
}

function readObject(value: unknown): object | undefined {
  return isJsonObject(value) ? value : undefined
}

function readLocation(value: unknown): object | undefined {
  if (!isJsonObject(value)) return undefined
  const { longitude, latitude } = value
  return isWithin(longitude, 180) && isWithin(latitude, 90) ? { longitude, latitude } : undefined
}

const isWithin = (value: unknown, limit: number): boolean => typeof value === 'number' && Math.abs(value) <= limit

function listOf(...keys: readonly string[]): Reader {
  const isEntry = (entry: unknown): boolean => isJsonObject(entry) && keys.every((key) => isText(entry[key]))
  return {
    read: (value) => (Array.isArray(value) && value.every(isEntry) ? value : undefined),
    expected: `a list of objects with ${keys.join(' and ')}`,
    isRemovable: false
  }
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
