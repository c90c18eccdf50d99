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
  const message = readable(whole, note)
  if (!message['userId'] && !message['anonymousId']) {
    return reject('There is no one to send this for: it needs a user ID or an anonymous ID.')
  }
  const { integrations } = message
  const others = isJsonObject(integrations) ? integrations : undefined
  const options = others?.['Tractionboard']
  const explicit = isJsonObject(options) ? { ...options, ...meaning } : meaning
  return [{ ...message, integrations: { ...others, Tractionboard: explicit } }]
}

/** What a part of a message is by Segment's spec, https://segment.com/docs/connections/spec/common/; undefined for what is not. */
interface Part {
  readonly key: string
  readonly read: (value: unknown) => unknown
}

const parts = (read: Part['read'], ...keys: readonly string[]): readonly Part[] => keys.map((key) => ({ key, read }))

const PARTS: readonly Part[] = [
  ...parts(readText, 'userId', 'anonymousId', 'messageId', 'previousId', 'groupId', 'event', 'name'),
  ...parts(readObject, 'properties', 'traits', 'context'),
  ...parts(readTime, 'timestamp', 'originalTimestamp', 'sentAt', 'receivedAt')
]

function readText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

function readObject(value: unknown): object | undefined {
  return isJsonObject(value) ? value : undefined
}

function readTime(value: unknown): string | undefined {
  return typeof value === 'string' && parseIsoDate(value) !== undefined ? value : undefined
}

/** The message with its IDs as texts, as every other destination gets them, and without parts that nobody could read. */
function readable(message: Message, note: (text: string) => void): Message {
  let changed: Record<string, unknown> | undefined
  for (const { key, read } of PARTS) {
    const given = message[key]
    if (given === undefined || given === null) continue
    const kept = read(given)
    if (kept === given) continue
    changed ??= { ...message }
    if (kept !== undefined) changed[key] = kept
    else {
      delete changed[key]
      note(`The ${key} of the message was left out: it is not what Segment's spec says.`)
    }
  }
  return changed ?? message
}
