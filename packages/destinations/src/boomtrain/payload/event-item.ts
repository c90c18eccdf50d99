import { millisecondsOrNote, skip } from '@waybill/kit'
import type { ItemsInput, NoItems } from '@waybill/kit'

interface EventPayload {
  readonly user_id?: string | undefined
  readonly email?: string | undefined
  readonly bsin?: string | undefined
  readonly timestamp?: string | undefined
}

/** What happened, and to what. */
export interface Happening {
  readonly event_type: string
  readonly resource_type?: string | undefined
  readonly resource_id?: string | undefined
  readonly properties?: { readonly [key: string]: unknown } | undefined
}

type Input = Pick<ItemsInput<{ readonly appId: string }, EventPayload>, 'payload' | 'settings' | 'note'>

/** The item of something a person did. */
export function eventItem(
  { payload, settings, note }: Input,
  happening: Happening
): readonly { readonly [key: string]: unknown }[] | NoItems {
  const { user_id, email, bsin, timestamp } = payload
  if (!user_id && !email && !bsin) {
    return skip(
      'Boomtrain’s server knows people by user ID, e-mail or its own ID; anonymous visitors only its browser library'
    )
  }
  return [
    {
      site_id: settings.appId,
      bsin: bsin || undefined,
      user_id: user_id || undefined,
      email: email || undefined,
      event_type: happening.event_type,
      resource_type: happening.resource_type || undefined,
      resource_id: happening.resource_id || undefined,
      timestamp: isoTime(timestamp, note),
      properties: happening.properties
    }
  ]
}

/** A time as ISO 8601 in UTC, the form of Boomtrain's own timestamps; Boomtrain takes its own clock without one. */
function isoTime(timestamp: string | undefined, note: (text: string) => void): string | undefined {
  const milliseconds = millisecondsOrNote(timestamp, 'Timestamp', note)
  if (milliseconds === undefined) return undefined
  if (Math.abs(milliseconds) <= LAST_DATE) return new Date(milliseconds).toISOString()
  note('Timestamp was left out: no calendar reaches that far.')
  return undefined
}

// What a Date can hold: https://tc39.es/ecma262/#sec-time-values-and-time-range
const LAST_DATE = 8.64e15
