import { defineAction, reject, secondsOrNote } from '@waybill/kit'
import { events } from '../endpoints'
import { personId } from '../fields'
import { settings } from '../settings'

// https://acme.example/docs/limits
const MAXIMUM_NAME_LENGTH = 50

/** https://acme.example/docs/events */
export const trackEvent = defineAction(settings, {
  title: 'Track Event',
  description: 'Record something a person did.',
  defaultSubscription: 'type = "track"',
  fields: {
    person: personId,
    name: {
      label: 'Event Name',
      description: 'What happened, in at most 50 characters.',
      type: 'string',
      required: true,
      default: { '@path': '$.event' }
    },
    at: {
      label: 'Timestamp',
      description: 'When it happened: ISO 8601 or unix time.',
      type: 'string',
      default: { '@path': '$.timestamp' }
    },
    data: {
      label: 'Event Data',
      description: 'More about the event.',
      type: 'object',
      default: { '@path': '$.properties' }
    }
  },
  endpoint: events,
  items: ({ payload: { person, name, at, data }, note }) => {
    // Names are never rewritten: what is too long is rejected, with a reason a person can act on.
    if (name.length > MAXIMUM_NAME_LENGTH) {
      return reject(
        `The Event Name is longer than the ${MAXIMUM_NAME_LENGTH} characters it may have; map a shorter one.`
      )
    }
    return [{ person, name, at: secondsOrNote(at, 'Timestamp', note), data }]
  }
})
