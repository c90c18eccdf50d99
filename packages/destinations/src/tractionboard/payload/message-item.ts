import { isJsonObject, parseIsoDate, reject } from '@waybill/kit'
import type { NoItems } from '@waybill/kit'

type Message = { readonly [key: string]: unknown }

/** What a message means to Tractionboard, by its documents. */
export interface Meaning {
  /** Tractionboard's word for what happened. */
  readonly event: 'visit' | 'login' | 'custom' | 'payment' | 'refund' | 'cancel' | 'signup' | 'attributes' | 'alias'
  readonly external_user_id?: string | undefined
  readonly name?: string
  readonly amount?: number
  readonly currency?: string | undefined
  readonly status?: 'canceled'
  readonly attributes?: Message | undefined
  readonly group_id?: string | undefined
}

/**
 * The message with its meaning among the options that a message carries for one destination. Options the
 * message already had for Tractionboard stay. Only the way to them is copied.
 *
 * @see https://segment.com/docs/connections/spec/common/#integrations
 */
export function messageItem(
  whole: Message,
  meaning: Meaning,
  note: (text: string) => void
): readonly Message[] | NoItems {
  if (!isId(whole['userId']) && !isId(whole['anonymousId'])) {
    return reject('There is no one to send this for: it needs a user ID or an anonymous ID.')
  }
  const message = readable(whole, note)
  const { integrations } = message
  const others = isJsonObject(integrations) ? integrations : undefined
  const options = others?.['Tractionboard']
  const explicit = isJsonObject(options) ? { ...options, ...meaning } : meaning
  return [{ ...message, integrations: { ...others, Tractionboard: explicit } }]
}

const isId = (id: unknown): boolean => (typeof id === 'string' && id !== '') || typeof id === 'number'

/**
 * The message without the parts that nobody could read; the rest as it came.
 *
 * @see https://segment.com/docs/connections/spec/common/
 */
function readable(message: Message, note: (text: string) => void): Message {
  const unreadable = [
    ...['properties', 'traits'].filter((key) => isGiven(message[key]) && !isJsonObject(message[key])),
    ...['timestamp'].filter((key) => isGiven(message[key]) && !isTime(message[key]))
  ]
  if (unreadable.length === 0) return message
  for (const key of unreadable) note(`The ${key} of the message was left out: it is not what Segment's spec says.`)
  return Object.fromEntries(Object.entries(message).filter(([key]) => !unreadable.includes(key)))
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

const isTime = (value: unknown): boolean => typeof value === 'string' && parseIsoDate(value) !== undefined
