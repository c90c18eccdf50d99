import { convertDates, millisecondsOrNote, reject, truncateUtf8, utf8Bytes } from '@waybill/kit'
import type { NoItems } from '@waybill/kit'
import { eventId } from './event-id'
import { anyPerson, identifierProblem } from './identifiers'
import type { Person } from './identifiers'

// https://customer.io/docs/journeys/limits/
const MAXIMUM_NAME_BYTES = 100

export interface EventPayload extends Person {
  readonly message_id?: string | undefined
  readonly timestamp?: string | undefined
  readonly data?: { readonly [key: string]: unknown } | undefined
  readonly convert_timestamp?: boolean | undefined
}

/** What happened, in Customer.io's words: a custom event, a page view or a screen view. */
export interface Happening {
  readonly action: 'event' | 'page' | 'screen'
  readonly name: string
}

/** The item of something a person did, known or anonymous. */
export function eventItem(
  payload: EventPayload,
  { action, name }: Happening,
  note: (text: string) => void
): readonly { readonly [key: string]: unknown }[] | NoItems {
  const identifiers = anyPerson(payload)
  const problem = identifierProblem(identifiers, 'a user ID, an e-mail address or an anonymous ID') ?? nameProblem(name)
  if (problem !== undefined) return problem
  const { message_id, data, convert_timestamp } = payload
  const milliseconds = millisecondsOrNote(payload.timestamp, 'Timestamp', note)
  return [
    {
      type: 'person',
      action,
      identifiers,
      name,
      id: message_id ? eventId(message_id, name, milliseconds ?? 0) : undefined,
      timestamp: milliseconds === undefined ? undefined : Math.floor(milliseconds / 1000),
      attributes: convert_timestamp === false ? data : convertDates(data)
    }
  ]
}

function nameProblem(name: string): NoItems | undefined {
  if (name.length * 3 <= MAXIMUM_NAME_BYTES || utf8Bytes(name) <= MAXIMUM_NAME_BYTES) return undefined
  return reject(`The name is longer than the ${MAXIMUM_NAME_BYTES} bytes Customer.io takes; map a shorter one.`)
}

/** A name made of something that is no name, such as a URL: cut to what Customer.io takes rather than lost. */
export function nameFrom(text: string, note: (text: string) => void): string {
  const name = truncateUtf8(text, MAXIMUM_NAME_BYTES)
  if (name !== text)
    note(`The name was cut to the ${MAXIMUM_NAME_BYTES} bytes Customer.io takes; the data keeps the whole URL.`)
  return name
}
