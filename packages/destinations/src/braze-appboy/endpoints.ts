import { defineEndpoint, isJsonObject } from '@waybill/kit'
import type { HttpRequest, HttpResponse, ItemError } from '@waybill/kit'
import { isLegacyHost, settings } from './settings'
import type { Settings } from './settings'

/** A request to the REST API of the account's cluster. */
export const post = ({ endpoint, appGroupId }: Settings, path: string, body: object): HttpRequest => ({
  method: 'POST',
  url: endpoint + path,
  json: isLegacyHost(endpoint) ? { app_group_id: appGroupId, ...body } : body
})

/**
 * Everything about users that is not about who they are. One request takes attributes, events and purchases together,
 * 75 objects in all; accounts with older limits may send 75 of each, which this does not use.
 */
export const usersTrack = defineEndpoint(settings, {
  docs: 'https://www.braze.com/docs/api/endpoints/user_data/post_user_track',
  slots: ['attributes', 'events', 'purchases'],
  request: ({ settings: account, slots }) => post(account, '/users/track', slots),
  limits: { items: 75, itemBytes: 100_000, bytes: 4_000_000, rate: { requests: 3000, perSeconds: 3 } },
  timeoutSeconds: 30,
  itemErrors: (response) =>
    errorsOf(response).map(({ input_array: slot, index, ...error }) => ({
      ...(typeof slot === 'string' && typeof index === 'number' && { slot, index }),
      reason: describeError(error)
    })),
  reason
})

/**
 * The three below share 20,000 requests a minute with two more doors of Braze, so that each keeps to a part of it:
 * https://www.braze.com/docs/api/api_limits/
 */
const identityLimits = { items: 50, rate: { requests: 6000, perSeconds: 60, maximum: 20_000 } } as const

/** Further names for users who exist. */
export const aliasesNew = defineEndpoint(settings, {
  docs: 'https://www.braze.com/docs/api/endpoints/user_data/post_user_alias',
  request: ({ settings: account, items }) => post(account, '/users/alias/new', { user_aliases: items }),
  limits: identityLimits,
  timeoutSeconds: 30,
  // The user may be on the way by /users/track, which Braze works through at its own pace.
  itemErrors: (response) =>
    errorsByIndex(response).map((error) => ({ ...error, mayHeal: error.reason.includes('external_id') })),
  reason
})

/** Users known by an alias only, who turn out to be someone. What the alias has done moves over (`merge`). */
export const usersIdentify = defineEndpoint(settings, {
  docs: 'https://www.braze.com/docs/api/endpoints/user_data/post_user_identify',
  request: ({ settings: account, items }) =>
    post(account, '/users/identify', { aliases_to_identify: items, merge_behavior: 'merge' }),
  limits: identityLimits,
  timeoutSeconds: 30,
  itemErrors: errorsByIndex,
  reason
})

/** Users to delete, for good. A request takes one kind of identifier only: external IDs, as Segment has no other. */
export const usersDelete = defineEndpoint(settings, {
  docs: 'https://www.braze.com/docs/api/endpoints/user_data/post_user_delete',
  request: ({ settings: account, items }) => post(account, '/users/delete', { external_ids: items }),
  limits: identityLimits,
  timeoutSeconds: 30,
  itemErrors: errorsByIndex,
  reason
})

type Answered = { readonly [key: string]: unknown }

const errorsOf = ({ body }: HttpResponse): readonly Answered[] =>
  isJsonObject(body) && Array.isArray(body['errors']) ? body['errors'].filter(isJsonObject) : []

const describeError = ({ type }: Answered): string => (typeof type === 'string' ? type : 'refused without a reason')

/** `{"errors":[{"type":"…","input_array":"user_aliases","index":0}]}`, where a request has one list only. */
function errorsByIndex(response: HttpResponse): readonly ItemError[] {
  return errorsOf(response).map(({ index, ...error }) => ({
    ...(typeof index === 'number' && { index }),
    reason: describeError(error)
  }))
}

/** `{"message":"…","errors":[…]}`: https://www.braze.com/docs/api/errors/ */
function reason(response: HttpResponse): string | undefined {
  const message = isJsonObject(response.body) ? response.body['message'] : undefined
  const words = [message, ...errorsOf(response).map(({ type }) => type)]
  return words.filter((word) => typeof word === 'string' && word !== '').join('; ') || undefined
}
