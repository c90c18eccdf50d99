import { at, invalid, itemsOf, requireRecord, type Place } from '../../checks/place'
import { isEmailAddress, requireOneOf, requireText } from '../../checks/scalars'
import { isList } from '../../json/json'
import { countries, languages } from '../codes'
import { optionalBoolean, requireShortText } from './scalars'
import { isCalendarDate, requireTime } from './time'

const subscriptions = ['opted_in', 'unsubscribed', 'subscribed']

/**
 * The fields of a profile that Braze has a meaning for, with what each takes beside null.
 * https://www.braze.com/docs/api/objects_filters/user_attributes_object
 */
export const profileFields: ReadonlyMap<string, (place: Place) => unknown> = new Map<string, (place: Place) => unknown>(
  Object.entries({
    country: (place) => requireCode(place, countries, 'two letters of ISO 3166-1'),
    current_location: checkLocation,
    date_of_first_session: requireTime,
    date_of_last_session: requireTime,
    dob: checkBirthday,
    email: checkEmail,
    email_click_tracking_disabled: optionalBoolean,
    email_open_tracking_disabled: optionalBoolean,
    email_subscribe: (place) => requireOneOf(place, subscriptions),
    facebook: checkFacebook,
    first_name: requireShortText,
    gender: (place) => requireOneOf(place, ['M', 'F', 'O', 'N', 'P']),
    home_city: requireShortText,
    image_url: checkImage,
    language: (place) => requireCode(place, languages, 'two letters of ISO 639-1'),
    last_name: requireShortText,
    marked_email_as_spam_at: requireTime,
    phone: requireShortText,
    push_subscribe: (place) => requireOneOf(place, subscriptions),
    time_zone: requireShortText,
    twitter: checkTwitter
  })
)

function requireCode(place: Place, codes: ReadonlySet<string>, expectation: string): void {
  const code = requireText(place)
  if (code !== '' && !codes.has(code)) invalid(place, `must be ${expectation}`)
}

function checkBirthday(place: Place): void {
  if (!isCalendarDate(requireText(place))) invalid(place, 'must be a date in the form YYYY-MM-DD')
}

function checkEmail(place: Place): void {
  if (!isEmailAddress(requireShortText(place))) invalid(place, 'must be an email address')
}

function checkImage(place: Place): void {
  const text = requireText(place)
  if (text !== '' && !URL.canParse(text)) invalid(place, 'must be a URL')
}

function checkLocation(place: Place): void {
  if (requireRecord(place) === undefined) return
  checkDegrees(at(place, 'longitude'), 180)
  checkDegrees(at(place, 'latitude'), 90)
}

function checkDegrees(place: Place, maximum: number): void {
  const { value } = place
  if (typeof value !== 'number' || Math.abs(value) > maximum) {
    invalid(place, `must be a number from -${maximum} to ${maximum}`)
  }
}

function checkFacebook(place: Place): void {
  requireRecord(place)
  if (at(place, 'id').value !== undefined) requireShortText(at(place, 'id'))
  checkCount(at(place, 'num_friends'))
  const likes = at(place, 'likes')
  if (likes.value !== undefined && !isList(likes.value)) invalid(likes, 'must be an array')
  for (const like of itemsOf(likes)) requireShortText(like)
}

function checkTwitter(place: Place): void {
  requireRecord(place)
  if (at(place, 'screen_name').value !== undefined) requireShortText(at(place, 'screen_name'))
  for (const key of ['id', 'followers_count', 'friends_count', 'statuses_count']) checkCount(at(place, key))
}

function checkCount(place: Place): void {
  if (place.value !== undefined && !Number.isSafeInteger(place.value)) invalid(place, 'must be an integer')
}
