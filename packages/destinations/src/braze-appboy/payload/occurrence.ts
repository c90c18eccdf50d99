import { reject } from '@waybill/kit'
import type { ItemsInput, NoItems } from '@waybill/kit'
import type { Settings } from '../settings'
import { address } from './identifiers'
import type { Addressed, Person } from './identifiers'
import { storableProperties } from './properties'
import type { Exceptions, Properties } from './properties'
import { MAXIMUM_LENGTH } from './storable'
import { isoTime } from './time'

/** https://www.braze.com/docs/user_guide/data/activation/custom_data/custom_events/#reserved-keys */
const EXCEPTIONS: Exceptions = { reserved: new Set(['time', 'event_name']), saidElsewhere: new Set() }

export interface OccurrencePayload extends Person {
  readonly time?: string | undefined
  readonly properties?: Properties | undefined
}

/** Starts the object of an event or a purchase with whose it was and when. */
export function startOccurrence(input: ItemsInput<Settings, OccurrencePayload>): Addressed {
  const addressed = address(input)
  if ('noItems' in addressed) return addressed
  const time = isoTime(input.payload.time)
  if (time === undefined) return { noItems: reject('Time is no date and time, which Braze requires.') }
  const { appId } = input.settings
  if (appId) addressed.item['app_id'] = appId
  addressed.item['time'] = time
  return addressed
}

/** The item of a custom event. */
export function eventItem(
  input: ItemsInput<Settings, OccurrencePayload & { readonly name: string }>
): readonly { readonly events: { readonly [key: string]: unknown } }[] | NoItems {
  const { name, properties: given } = input.payload
  if (name.length > MAXIMUM_LENGTH) {
    return reject(`The event's name is longer than the ${MAXIMUM_LENGTH} characters Braze takes; map a shorter one.`)
  }
  const started = startOccurrence(input)
  if ('noItems' in started) return started.noItems
  const { item } = started
  item['name'] = name
  const properties = storableProperties(given, EXCEPTIONS, input.note)
  if (properties !== undefined) item['properties'] = properties
  return [{ events: item }]
}
