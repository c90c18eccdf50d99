import { fieldsToJsonSchema, settingsToJsonSchema } from '@waybill/kit'
import type { Destination, JsonSchema } from '@waybill/kit'
import { openDefinition } from '../definitions/definition'
import { EXIT } from '../exit-status'
import type { Terminal } from '../output/terminal'
import { partOf } from './types'
import type { Asked } from './types'

export interface SchemaFlags {
  readonly json?: boolean
}

const DIALECT = 'http://json-schema.org/draft-07/schema#'

/** `actions-cli schema`: JSON Schema of the settings and of each action's payload, or of one of them. */
export async function schema(
  { destination: name, part }: Asked,
  flags: SchemaFlags,
  terminal: Terminal
): Promise<number> {
  const { destination } = await openDefinition(name)
  const schemas = schemasOf(destination)
  const document =
    part === undefined
      ? { $schema: DIALECT, title: destination.name, definitions: schemas }
      : { $schema: DIALECT, title: part, ...partOf(schemas, part, destination) }
  terminal.out(`${JSON.stringify(document, null, flags.json ? 0 : 2)}\n`)
  return EXIT.ok
}

const schemasOf = ({ settings, actions }: Destination): Readonly<Record<string, JsonSchema>> => ({
  settings: portable(settingsToJsonSchema(settings)),
  ...Object.fromEntries(
    Object.entries(actions).map(([name, { fields }]) => [name, portable(fieldsToJsonSchema(fields))])
  )
})

/** Formats that only Segment's runtime knows; a validator elsewhere refuses a schema that names them. */
const OWN_FORMATS: ReadonlySet<unknown> = new Set(['date-like', 'text', 'password'])

/**
 * The schema as any validator reads it: without Segment's own formats (a secret is `writeOnly` instead), without the
 * dialect in every object, and without defaults that are mapping directives, which are no value of the field.
 */
function portable({ $schema: _dialect, format, default: value, items, properties, ...rest }: JsonSchema): JsonSchema {
  return {
    ...rest,
    ...(format !== undefined && !OWN_FORMATS.has(format) && { format }),
    ...(format === 'password' && { writeOnly: true }),
    ...(value !== undefined && !holdsDirective(value) && { default: value }),
    ...(items !== undefined && { items: portable(items) }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, property]) => [key, portable(property)]))
    })
  }
}

const holdsDirective = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([key, inside]) => key.startsWith('@') || holdsDirective(inside))
