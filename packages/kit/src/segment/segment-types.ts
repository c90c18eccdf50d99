import type { ActionDefinition, DestinationDefinition, JSONLikeObject, JSONObject } from '@segment/actions-core'
import type { Fields, SettingFields } from '../fields'
import type { Mapping } from '../mapping'

// Segment's types and ours describe the same shapes; ours are read-only, which theirs cannot say, and theirs leave
// payloads as `any`. The crossing is made here, and only here.

/** Settings as Segment's runtime passes them on: checked by it against the fields of the definition. */
export type Settings = Record<string, unknown>

export const toInputFields = (fields: Fields): ActionDefinition<Settings>['fields'] =>
  fields as unknown as ActionDefinition<Settings>['fields']

type GlobalSettings = NonNullable<DestinationDefinition['authentication']>['fields']

/** What Segment has no word for stays out; the authentication test finds a wrong key without its pattern. */
export const toGlobalSettings = (fields: SettingFields): GlobalSettings =>
  Object.fromEntries(
    Object.entries(fields).map(([key, { pattern: _pattern, isPublic: _isPublic, ...field }]) => [key, field])
  ) as unknown as GlobalSettings

export const toMapping = (mapping: { readonly [field: string]: Mapping | undefined }): JSONObject =>
  mapping as JSONObject

export const toPayload = (payload: unknown): Readonly<Record<string, unknown>> =>
  payload as Readonly<Record<string, unknown>>

export const toSent = (payload: Readonly<Record<string, unknown>>): JSONLikeObject => payload as JSONLikeObject
