import { reject } from '@waybill/kit'
import type { ItemsInput, NoItems } from '@waybill/kit'
import type { Settings } from '../settings'
import { identifierOf, nobody, updateExistingOnly } from './identifiers'
import type { Identifier, Person } from './identifiers'
import { storableProperties } from './properties'
import type { Exceptions, Properties } from './properties'
import { MAXIMUM_LENGTH } from './storable'
import { isoTime } from './time'

/** https://www.braze.com/docs/user_guide/data/activation/custom_data/custom_events/#reserved-keys */
const EXCEPTIONS: Exceptions = { reserved: new Set(['time', 'event_name']), saidElsewhere: new Set() }

/** What every event and every purchase says besides what happened. */
export type Occurrence = Identifier & {
  readonly app_id: string | undefined
  readonly time: string
  readonly _update_existing_only: boolean | undefined
}

export interface OccurrencePayload extends Person {
  readonly time?: string | undefined
  readonly properties?: Properties | undefined
}

/** Whose event it was and when; or why Braze cannot take it. */
export function occurrence({
  payload,
  settings,
  note
}: ItemsInput<Settings, OccurrencePayload>):
  { readonly ok: true; readonly occurrence: Occurrence } | { readonly ok: false; readonly noItems: NoItems } {
  const identifier = identifierOf(payload, note)
  if (identifier === undefined) return { ok: false, noItems: nobody(payload) }
  const time = isoTime(payload.time)
  if (time === undefined) return { ok: false, noItems: reject('Time is no date and time, which Braze requires.') }
  return {
    ok: true,
    occurrence: {
      ...identifier,
      app_id: settings.appId,
      time,
      _update_existing_only: updateExistingOnly(settings, identifier)
    }
  }
}

/** The item of a custom event. */
export function eventItem(
  input: ItemsInput<Settings, OccurrencePayload & { readonly name: string }>
): readonly { readonly events: { readonly [key: string]: unknown } }[] | NoItems {
  const { payload, note } = input
  const { name } = payload
  if (name.length > MAXIMUM_LENGTH) {
    return reject(`The event's name is longer than the ${MAXIMUM_LENGTH} characters Braze takes; map a shorter one.`)
  }
  const checked = occurrence(input)
  if (!checked.ok) return checked.noItems
  const properties = storableProperties(payload.properties, EXCEPTIONS, note)
  return [{ events: { ...checked.occurrence, name, properties } }]
}
