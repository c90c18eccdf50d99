import { settingsToJsonSchema } from '@waybill/kit'
import type { Destination, JsonSchema, SettingFields } from '@waybill/kit'
import type { ConfigurationContext } from './read-configuration'
import { dataSection } from './sections/data-section'
import { httpSection } from './sections/http-section'
import { operationsSection } from './sections/operations-section'
import { segmentSection } from './sections/segment-section'

/** A JSON Schema of draft 7, as far as editors need it. */
type Schema = { readonly [key: string]: unknown }

/** The JSON Schema of configuration files, with which editors complete and check what is written: made of the same declarations. */
export function configurationSchema({
  destinations,
  sourceKinds
}: Pick<ConfigurationContext, 'destinations' | 'sourceKinds'>): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Waybill configuration',
    type: 'object',
    additionalProperties: false,
    required: ['sources', 'destinations'],
    properties: {
      http: section(httpSection, 'Where events come in.'),
      data: section(dataSection, 'Where accepted events wait, and how many.'),
      operations: section(operationsSection, 'The port that people who run the service use.'),
      sources: {
        description: 'Where events come from, by names of your own.',
        type: 'object',
        minProperties: 1,
        additionalProperties: sourceSchema(sourceKinds)
      },
      destinations: {
        description: 'Where events go, by names of your own.',
        type: 'object',
        minProperties: 1,
        // The name of a destination says which one it is, unless the entry does.
        properties: Object.fromEntries(Object.values(destinations).map((each) => [each.slug, namedSchema(each)])),
        additionalProperties: { $ref: '#/definitions/any' }
      }
    },
    definitions: {
      any: anyDestination(Object.values(destinations)),
      ...Object.fromEntries(Object.values(destinations).map((each) => [each.slug, destinationSchema(each)]))
    }
  }
}

const section = (fields: SettingFields, description: string): Schema => ({
  description,
  type: ['object', 'null'],
  additionalProperties: false,
  properties: propertiesOf(fields)
})

/** A reference to the environment may stand in place of any value. */
function propertiesOf(fields: SettingFields): Schema {
  const { properties = {} } = settingsToJsonSchema(fields)
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, orReference(property)]))
}

function orReference({ title, description, default: preset, items, ...rules }: JsonSchema): Schema {
  const about = { title, description, ...(preset !== undefined && { default: preset }) }
  // What the kit calls the format "password" is none that editors know.
  const { format, ...known } = rules
  const own = format === 'password' || format === 'text' ? known : rules
  if (items !== undefined) return { ...about, ...own, items: orReference(items) }
  return { ...about, anyOf: [own, REFERENCE] }
}

const REFERENCE: Schema = { type: 'string', pattern: String.raw`\$\{[A-Za-z_][A-Za-z0-9_]*\}` }

const NAMES: Schema = {
  description: 'The destinations that its events go to. Without it, all.',
  type: 'array',
  items: { type: 'string' }
}

function sourceSchema(kinds: ConfigurationContext['sourceKinds']): Schema {
  const segment = {
    type: 'object',
    description: "Segment's HTTP Tracking API.",
    required: ['writeKeys'],
    additionalProperties: false,
    properties: { type: { const: 'segment' }, destinations: NAMES, ...propertiesOf(segmentSection) }
  }
  const others = kinds.map(({ type, description, options }) => ({
    type: 'object',
    description,
    required: ['type', ...requiredOf(options)],
    additionalProperties: false,
    properties: { type: { const: type }, destinations: NAMES, ...propertiesOf(options) }
  }))
  return { anyOf: [segment, ...others] }
}

/** An entry that is called like a destination is that one, unless it says otherwise. */
const namedSchema = ({ slug, settings }: Destination): Schema => ({
  if: { type: 'object', required: ['destination'] },
  then: { $ref: '#/definitions/any' },
  else: {
    allOf: [{ $ref: `#/definitions/${slug}` }],
    required: requiredOf(settings).length > 0 ? ['settings'] : []
  }
})

const anyDestination = (destinations: readonly Destination[]): Schema => ({
  type: 'object',
  required: ['destination'],
  properties: { destination: { enum: destinations.map(({ slug }) => slug) } },
  allOf: destinations.map(({ slug, settings }) => ({
    if: { properties: { destination: { const: slug } } },
    then: {
      allOf: [{ $ref: `#/definitions/${slug}` }],
      required: requiredOf(settings).length > 0 ? ['settings'] : []
    }
  }))
})

function destinationSchema(destination: Destination): Schema {
  return {
    type: 'object',
    description: destination.description,
    additionalProperties: false,
    properties: {
      destination: { const: destination.slug },
      settings: {
        type: 'object',
        description: `The settings of ${destination.name}.`,
        required: requiredOf(destination.settings),
        additionalProperties: false,
        properties: propertiesOf(destination.settings)
      },
      subscriptions: {
        description: 'Which events become what. Without it, every preset that is not optional.',
        type: 'array',
        items: { anyOf: [presetSchema(destination), ownSchema(destination)] }
      },
      requestsPerWindow: {
        description: 'Requests in the time window that its endpoints declare, within what they allow.',
        type: 'integer',
        minimum: 1
      }
    }
  }
}

const FQL: Schema = { type: 'string', description: 'Which events it takes, in FQL: type = "track" and event = "…".' }
const MAPPING: Schema = {
  type: 'object',
  description: 'By field: a value, or mapping directives such as {"@path": "$.event"}.'
}

const presetSchema = ({ presets }: Destination): Schema => ({
  type: 'object',
  required: ['preset'],
  additionalProperties: false,
  properties: {
    preset: { enum: presets.map(({ name }) => name), description: 'A preset, as it is or with some of it replaced.' },
    name: { type: 'string' },
    subscribe: FQL,
    mapping: { ...MAPPING, additionalProperties: true }
  }
})

const ownSchema = ({ actions }: Destination): Schema => ({
  type: 'object',
  required: ['name', 'action', 'subscribe'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', description: 'A name of your own.' },
    action: { enum: Object.keys(actions), description: 'What an event becomes.' },
    subscribe: FQL,
    mapping: { ...MAPPING, additionalProperties: true }
  }
})

const requiredOf = (fields: SettingFields): readonly string[] =>
  Object.entries(fields).flatMap(([name, { required = false }]) => (required ? [name] : []))
