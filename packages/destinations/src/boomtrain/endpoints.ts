import { defineEndpoint } from '@waybill/kit'
import { settings } from './settings'

/** The host people are saved at; Segment's runtime does not fill in the default of a setting. */
const peopleUrl = (peopleEndpoint: string | undefined): string => peopleEndpoint || settings.peopleEndpoint.default

/** The host events are recorded at. */
export const eventsUrl = (eventsEndpoint: string | undefined): string =>
  eventsEndpoint || settings.eventsEndpoint.default

/** One person, created or updated: attributes that are not named stay what they are. One request takes one person. */
export const people = defineEndpoint(settings, {
  docs: 'https://docs.zetaglobal.com/docs/create-or-update-a-person',
  route: ['idType', 'id'],
  request: ({ settings: { apiKey, peopleEndpoint }, route: { idType, id }, items }) => ({
    method: 'PUT',
    url: `${peopleUrl(peopleEndpoint)}/person/${encodeURIComponent(apiKey)}/${idType}/${id}`,
    json: items[0]
  }),
  limits: { items: 1 }
})

/**
 * One event of a person. The fields are those that Boomtrain lists when it is asked for the recent events of a site;
 * one request takes one event.
 */
export const events = defineEndpoint(settings, {
  docs: 'https://docs.zetaglobal.com/docs/get-recent-events-for-a-site',
  request: ({ settings: { apiKey, eventsEndpoint }, items }) => ({
    method: 'POST',
    url: `${eventsUrl(eventsEndpoint)}/event/${encodeURIComponent(apiKey)}`,
    json: items[0]
  }),
  limits: { items: 1 }
})
