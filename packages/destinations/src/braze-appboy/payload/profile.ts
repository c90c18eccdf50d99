import { isEmail, isJsonObject, parseIsoDate } from '@waybill/kit'
import { countryCode } from './country'
import type { Note } from './identifiers'
import { MAXIMUM_LENGTH } from './storable'
import { isoTime } from './time'

/** A profile field as Braze takes it: the value, or a sentence's end saying what it ought to be. */
type Read = { readonly value: unknown } | { readonly expected: string }
type Reader = (value: unknown) => Read

/**
 * The fields of a profile that Braze knows itself, by its own names, and how each is read.
 *
 * @see https://www.braze.com/docs/api/objects_filters/user_attributes_object/#braze-user-profile-fields
 */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['country', readCountry],
  ['current_location', readLocation],
  ['date_of_first_session', readTime],
  ['date_of_last_session', readTime],
  ['dob', readDateOfBirth],
  ['email', readEmail],
  ['email_click_tracking_disabled', readFlag],
  ['email_open_tracking_disabled', readFlag],
  ['email_subscribe', readSubscription],
  ['facebook', readObject],
  ['first_name', readText],
  ['gender', readGender],
  ['home_city', readText],
  ['image_url', readWebAddress],
  ['language', readLanguage],
  ['last_name', readText],
  ['marked_email_as_spam_at', readTime],
  ['phone', readText],
  ['push_subscribe', readSubscription],
  ['push_tokens', listOf('app_id', 'token')],
  ['subscription_groups', listOf('subscription_group_id', 'subscription_state')],
  ['time_zone', readText],
  ['twitter', readObject]
])

/** Whether Braze knows a name as a field of the profile, so that it never is a custom attribute. */
export const isProfileField = (name: string): boolean => READERS.has(name)

/**
 * A profile field's value as Braze takes it. Null, which the event then carries itself, removes the field; undefined, with
 * a note, stands for a value that Braze could not take.
 */
export function profileValue(name: string, value: unknown, note: Note): unknown {
  if (value === null) return null
  const read = READERS.get(name)?.(value)
  if (read === undefined) return undefined
  if ('value' in read) return read.value
  note(`${name} was left out: it is not ${read.expected}.`)
  return undefined
}

function readText(value: unknown): Read {
  if (typeof value === 'string' && value.length <= MAXIMUM_LENGTH) return { value }
  return typeof value === 'number' ? { value: String(value) } : { expected: `a text of ${MAXIMUM_LENGTH} characters` }
}

function readEmail(value: unknown): Read {
  return typeof value === 'string' && isEmail(value) ? { value } : { expected: 'an e-mail address' }
}

function readWebAddress(value: unknown): Read {
  const isWebAddress = typeof value === 'string' && (value.startsWith('https://') || value.startsWith('http://'))
  return isWebAddress ? { value } : { expected: 'a web address' }
}

/** The day as it is written: a zone behind it says where the time was taken, and never moves a birthday. */
function readDateOfBirth(value: unknown): Read {
  const day = typeof value === 'string' && isEndOrTime(value.charAt(10)) ? value.slice(0, 10) : ''
  return parseIsoDate(day) === undefined ? { expected: 'a date such as 1990-05-17' } : { value: day }
}

const isEndOrTime = (character: string): boolean => character === '' || character === 'T' || character === ' '

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

function readGender(value: unknown): Read {
  const letter = typeof value === 'string' ? GENDERS.get(value.trim().toLowerCase()) : undefined
  return letter === undefined ? { expected: 'one of M, F, O, N and P, nor a word for one' } : { value: letter }
}

function readCountry(value: unknown): Read {
  const code = typeof value === 'string' ? countryCode(value) : undefined
  return code === undefined ? { expected: 'the code or the English name of a country' } : { value: code }
}

/** ISO 639-1: of a locale such as pt-PT, the language. */
function readLanguage(value: unknown): Read {
  const language = typeof value === 'string' ? /^([a-z]{2})(?:[-_].*)?$/i.exec(value.trim())?.[1] : undefined
  return language === undefined ? { expected: 'a language code such as en' } : { value: language.toLowerCase() }
}

function readTime(value: unknown): Read {
  const time = isoTime(value)
  return time === undefined ? { expected: 'a time' } : { value: time }
}

function readFlag(value: unknown): Read {
  return typeof value === 'boolean' ? { value } : { expected: 'true or false' }
}

function readSubscription(value: unknown): Read {
  const isState = value === 'opted_in' || value === 'subscribed' || value === 'unsubscribed'
  return isState ? { value } : { expected: 'opted_in, subscribed or unsubscribed' }
}

function readObject(value: unknown): Read {
  return isJsonObject(value) ? { value } : { expected: 'an object' }
}

function readLocation(value: unknown): Read {
  if (isJsonObject(value)) {
    const { longitude, latitude } = value
    if (isWithin(longitude, 180) && isWithin(latitude, 90)) return { value: { longitude, latitude } }
  }
  return { expected: 'an object with longitude and latitude as numbers' }
}

const isWithin = (value: unknown, limit: number): boolean => typeof value === 'number' && Math.abs(value) <= limit

function listOf(...keys: readonly string[]): Reader {
  return (value) =>
    Array.isArray(value) && value.every((entry) => isJsonObject(entry) && keys.every((key) => isText(entry[key])))
      ? { value }
      : { expected: `a list of objects with ${keys.join(' and ')}` }
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
