import { millisecondsOrNote, skip } from '@waybill/kit'
import type { ItemsInput, NoItems } from '@waybill/kit'
import { emailOrNote } from './email-or-note'

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

type Input = Pick<ItemsInput<{ readonly apiKey: string }, EventPayload>, 'payload' | 'settings' | 'note'>

/** The item of something a person did. */
export function eventItem(
  { payload, settings, note }: Input,
  happening: Happening
): readonly { readonly [key: string]: unknown }[] | NoItems {
  const { user_id, bsin, timestamp } = payload
  const email = emailOrNote(payload.email, note)
  if (!user_id && !email && !bsin) {
    return skip(
      'Boomtrain’s server knows people by user ID, e-mail or its own ID; anonymous visitors only its browser library'
    )
  }
  return [
    {
      site_id: settings.apiKey,
      bsin: bsin || undefined,
      user_id: user_id || undefined,
      email,
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
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString()
}
