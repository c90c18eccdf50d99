import type { Choice, Destination, Field, SettingField } from '@waybill/kit'
import { isBatched, segmentFields } from '../segment-fields'
import { segmentPresets, segmentSlug } from './segment-definition'

/**
 * `metadata.json`, what Segment's `generate:metadata-payload` writes about a destination.
 *
 * @see https://github.com/segmentio/action-destinations/blob/main/docs/create.md#generate-metadata
 */
export const metadataText = (destination: Destination): string => `${JSON.stringify(metadata(destination), null, 2)}\n`

const metadata = (destination: Destination) => ({
  slug: segmentSlug(destination),
  name: destination.name,
  mode: 'cloud',
  description: destination.description,
  authentication: {
    scheme: destination.authentication.scheme,
    fields: mapValues(destination.settings, settingMetadata)
  },
  audienceConfig: null,
  actions: mapValues(destination.actions, (action) => ({
    title: action.title,
    description: action.description,
    platform: 'cloud',
    defaultSubscription: action.defaultSubscription ?? null,
    hidden: false,
    hasPerformBatch: isBatched(action),
    syncMode: null,
    hooks: null,
    dynamicFields: null,
    fields: mapValues(segmentFields(action), fieldMetadata)
  })),
  presets: segmentPresets(destination).map(({ name, partnerAction, subscribe, mapping }) => ({
    name,
    type: 'automatic',
    partnerAction,
    subscribe,
    mapping,
    eventSlug: null
  }))
})

const settingMetadata = (field: SettingField) => ({
  label: field.label,
  description: field.description,
  type: field.type,
  required: field.required ?? false,
  multiple: field.multiple ?? false,
  choices: field.choices?.map(choiceMetadata) ?? null,
  default: field.default ?? null,
  depends_on: null
})

function fieldMetadata(field: Field): object {
  return {
    label: field.label,
    description: field.description,
    type: field.type,
    required: field.required ?? false,
    multiple: field.multiple ?? false,
    allowNull: field.allowNull ?? false,
    dynamic: false,
    default: field.default ?? null,
    choices: field.choices?.map(choiceMetadata) ?? null,
    placeholder: field.placeholder ?? null,
    properties: field.properties === undefined ? null : mapValues(field.properties, fieldMetadata),
    category: field.category ?? null,
    depends_on: field.depends_on ?? null,
    readOnly: field.readOnly ?? null,
    hidden: field.unsafe_hidden ?? null,
    minimum: field.minimum ?? null,
    maximum: field.maximum ?? null,
    defaultObjectUI: field.defaultObjectUI ?? null,
    disabledInputMethods: field.disabledInputMethods ?? null,
    displayMode: field.displayMode ?? null,
    format: field.format ?? null,
    additionalProperties: field.additionalProperties ?? false
  }
}

const choiceMetadata = (choice: Choice) => (typeof choice === 'string' ? { label: choice, value: choice } : choice)

const mapValues = <From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
