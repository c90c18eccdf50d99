import type { ActionDefinition, DestinationDefinition } from '@segment/actions-core'
import { authenticationHeaders, batchingFields } from '../definition'
import type { AnyAction, Destination } from '../definition'
import { presetSubscriptions } from '../plan'
import { createRedactor } from '../redact'

import { performDeletion } from './perform-deletion'
import { performAction, performBatch } from './perform'
import type { Call } from './perform'
import { toGlobalSettings, toInputFields, toMapping, toPayload } from './segment-types'
import type { Settings } from './segment-types'
import { testAuthentication } from './test-authentication'

/**
 * The `DestinationDefinition` that `@segment/actions-core` runs, derived from the same declaration as everything else:
 * `perform` and `performBatch` split by the endpoint's limits and answer per item.
 * What Segment's runtime cannot do stays out: items of different actions do not share a request there.
 */
export function toSegment(destination: Destination): DestinationDefinition<Settings> {
  return {
    name: destination.name,
    slug: destination.slug,
    description: destination.description,
    mode: 'cloud',
    authentication: {
      scheme: destination.authentication.scheme,
      fields: toGlobalSettings(destination.settings),
      ...(destination.authentication.test !== undefined && {
        testAuthentication: (request, { settings }) =>
          testAuthentication(destination, callOf(destination, request, settings))
      })
    },
    extendRequest: ({ settings }) => ({ headers: { ...authenticationHeaders(destination, settings) } }),
    actions: Object.fromEntries(
      Object.entries(destination.actions).map(([name, action]) => [name, toAction(destination, action)])
    ),
    presets: presetSubscriptions(destination).map((preset) => ({
      ...preset,
      type: 'automatic',
      mapping: toMapping(preset.mapping)
    })),
    ...(destination.deletion !== undefined && {
      onDelete: (request, { payload, settings }) =>
        performDeletion(destination, callOf(destination, request, settings), payload)
    })
  }
}

function toAction(destination: Destination, action: AnyAction): ActionDefinition<Settings> {
  return {
    title: action.title,
    description: action.description,
    platform: 'cloud',
    ...(action.defaultSubscription !== undefined && { defaultSubscription: action.defaultSubscription }),
    fields: toInputFields({ ...action.fields, ...batchingFields(action.endpoint.limits) }),
    perform: (request, { payload, settings }) =>
      performAction(action, callOf(destination, request, settings), toPayload(payload)),
    performBatch: (request, { payload, settings }) =>
      performBatch(action, callOf(destination, request, settings), payload.map(toPayload))
  }
}

const callOf = (destination: Destination, request: Call['request'], settings: Settings): Call => ({
  request,
  settings,
  redact: createRedactor(destination.settings, settings).words
})
