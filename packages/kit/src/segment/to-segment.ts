import { InvalidAuthenticationError } from '@segment/actions-core'
import type { ActionDefinition, DestinationDefinition, JSONObject, RequestClient } from '@segment/actions-core'
import type { AnyAction, Destination, SettingField } from '..'
import { authenticationHeaders, presetSubscriptions } from '../plan'
import { createRedactor } from '../redact'
import { toExchange } from './exchange'
import { performDeletion } from './perform-deletion'
import { performAction, performBatch } from './perform'

type Settings = Record<string, unknown>

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
      fields: Object.fromEntries(
        Object.entries(destination.settings).map(([key, field]) => [key, toGlobalSetting(field)])
      ),
      testAuthentication: (request, { settings }) => testAuthentication(destination, request, settings)
    },
    extendRequest: ({ settings }) => ({ headers: { ...authenticationHeaders(destination, settings) } }),
    actions: Object.fromEntries(
      Object.entries(destination.actions).map(([name, action]) => [name, toAction(destination, action)])
    ),
    presets: presetSubscriptions(destination).map((preset) => ({
      ...preset,
      type: 'automatic',
      mapping: preset.mapping as JSONObject
    })),
    ...(destination.deletion !== undefined && {
      onDelete: (request, { payload, settings }) => performDeletion(destination, { request, settings, payload })
    })
  }
}

function toAction(destination: Destination, action: AnyAction): ActionDefinition<Settings> {
  return {
    title: action.title,
    description: action.description,
    platform: 'cloud',
    ...(action.defaultSubscription !== undefined && { defaultSubscription: action.defaultSubscription }),
    // The same shapes; ours are read-only, which Segment's types cannot say.
    fields: { ...(action.fields as unknown as ActionDefinition<Settings>['fields']), ...batchingFields(action) },
    perform: (request, { payload, settings }) =>
      performAction(action, {
        request,
        settings,
        redact: redactor(destination, settings),
        payload: payload as Settings
      }),
    performBatch: (request, { payload, settings }) =>
      performBatch(action, {
        request,
        settings,
        redact: redactor(destination, settings),
        payloads: payload as Settings[]
      })
  }
}

const redactor = (destination: Destination, settings: Settings): ((text: string) => string) =>
  createRedactor(destination.settings, settings).text

/** The fields by which Segment's runtime is told how to batch; the runtime reads them, the action does not. */
function batchingFields({ endpoint: { limits } }: AnyAction): ActionDefinition<Settings>['fields'] {
  return {
    enable_batching: {
      label: 'Batch Data',
      description: 'Send events together where the destination takes several at once.',
      type: 'boolean',
      default: true,
      unsafe_hidden: true
    },
    batch_size: {
      label: 'Batch Size',
      description: 'How many events are sent together at the most.',
      type: 'number',
      default: limits.items ?? 1000,
      unsafe_hidden: true
    },
    ...(limits.bytes !== undefined && {
      batch_bytes: {
        label: 'Batch Bytes',
        description: 'How many bytes are sent together at the most.',
        type: 'number',
        default: limits.bytes,
        unsafe_hidden: true
      }
    })
  }
}

function toGlobalSetting({ pattern: _, ...field }: SettingField) {
  return field as NonNullable<DestinationDefinition['authentication']>['fields'][string]
}

async function testAuthentication(
  destination: Destination,
  request: RequestClient,
  settings: Settings
): Promise<unknown> {
  const { test } = destination.authentication
  const exchange = await toExchange(
    request,
    (test.request as (input: { settings: Settings }) => ReturnType<typeof test.request>)({ settings }),
    10
  )
  if (exchange.kind === 'failure') throw new InvalidAuthenticationError(exchange.message)
  const { response } = exchange
  if (response.status >= 400) throw new InvalidAuthenticationError(`The destination answered ${response.status}.`)
  const problem = (
    test.problem as ((input: { settings: Settings; response: typeof response }) => string | undefined) | undefined
  )?.({ settings, response })
  if (problem !== undefined) throw new InvalidAuthenticationError(problem)
  return response.body
}
