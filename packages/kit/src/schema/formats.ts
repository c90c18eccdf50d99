import type { FieldFormat } from '../fields'
import { isDate, isDateLike, isDateTime, isTime } from './date-formats'
import { isIpv4, isIpv6 } from './ip-formats'
import { isUri, isUriReference, isUriTemplate } from './uri-formats'

/** A form that a string must have, and its name in messages. */
export interface Format {
  readonly expected: string
  readonly accepts: (value: string) => boolean
}

const email =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9]+(?:-+[a-z0-9]+)*\.)+[a-z0-9]+(?:-+[a-z0-9]+)*$/i
const hostLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i
const uuid = /^(?:urn:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const isHostname = (value: string): boolean => {
  const name = value.endsWith('.') ? value.slice(0, -1) : value
  return name.length <= 253 && name.split('.').every((label) => hostLabel.test(label))
}

// Ajv turns away the end anchor of other dialects, which JavaScript would silently read as the letter Z.
const foreignAnchor = /[^\\]\\Z/

const isRegularExpression = (value: string): boolean => {
  if (foreignAnchor.test(value)) return false
  try {
    return new RegExp(value) instanceof RegExp
  } catch {
    return false
  }
}

/** What a `datetime` field takes when its value is a string. */
export const dateLike: Format = { expected: 'a date', accepts: isDateLike }

const formats: Readonly<Record<Exclude<FieldFormat, 'text' | 'password'>, Format>> = {
  date: { expected: 'a date such as 2024-05-17', accepts: isDate },
  time: { expected: 'a time such as 13:45:00Z', accepts: isTime },
  'date-time': { expected: 'a date and time such as 2024-05-17T13:45:00Z', accepts: isDateTime },
  uri: { expected: 'a URI', accepts: isUri },
  'uri-reference': { expected: 'a URI or a relative reference', accepts: isUriReference },
  'uri-template': { expected: 'a URI template', accepts: isUriTemplate },
  email: { expected: 'an e-mail address', accepts: (value) => email.test(value) },
  hostname: { expected: 'a host name', accepts: isHostname },
  ipv4: { expected: 'an IPv4 address', accepts: isIpv4 },
  ipv6: { expected: 'an IPv6 address', accepts: isIpv6 },
  regex: { expected: 'a regular expression', accepts: isRegularExpression },
  uuid: { expected: 'a UUID', accepts: (value) => uuid.test(value) }
}

/** The check behind a format; `text` and `password` only say how to show a value. */
export const formatFor = (format: FieldFormat): Format | undefined =>
  format === 'text' || format === 'password' ? undefined : formats[format]
