import { fieldsToJsonSchema } from '@segment/actions-core'
import { destinations } from '@waybill/destinations'
import type { Field, Fields } from '@waybill/kit'
import fc from 'fast-check'
import { compile } from 'json-schema-to-typescript'
import { segmentFields } from '../segment-fields'
import { generatedTypes } from './interface-text'

type Schema = Parameters<typeof compile>[0]

/** What Segment's generator makes of fields, with the library it uses and the style of its repository. */
function segmentTypes(name: string, fields: Fields): Promise<string> {
  const schema = fieldsToJsonSchema(structuredClone(fields) as never, { tsType: true })
  return compile(withoutExtras(schema), name, {
    bannerComment: '// Generated file. DO NOT MODIFY IT BY HAND.',
    style: { semi: false, singleQuote: true, trailingComma: 'none', printWidth: 120 }
  })
}

function withoutExtras({ title: _title, enum: _enum, ...schema }: Schema): Schema {
  if (schema.type === 'array' && schema.items) return { ...schema, items: withoutExtras(schema.items) }
  if (schema.type !== 'object' || schema.properties === undefined) return schema
  const properties = Object.entries(schema.properties).map(([key, property]) => [key, withoutExtras(property)])
  return { ...schema, properties: Object.fromEntries(properties) as Schema['properties'] }
}

const words = fc.constantFrom('Who did it.', 'In two\nlines.', 'With "quotes" and \'others\'.', 'Spaces at the end. ')

const scalar = fc.record(
  {
    label: fc.constantFrom('ID', 'Some Label'),
    description: words,
    type: fc.constantFrom<Field['type']>(
      'string',
      'text',
      'password',
      'number',
      'integer',
      'boolean',
      'datetime',
      'object'
    ),
    required: fc.constantFrom<Field['required']>(true, false, {
      conditions: [{ fieldKey: 'other', operator: 'is', value: 'x' }]
    }),
    allowNull: fc.boolean(),
    multiple: fc.boolean(),
    format: fc.constantFrom<Field['format']>('email', 'uri'),
    default: fc.constantFrom<Field['default']>('x', 1, true, null, ['x'], { '@path': '$.userId' })
  },
  { requiredKeys: ['label', 'description', 'type'] }
)

const key = fc.constantFrom('id', 'user_id', 'userId', '$set', 'with-dash', 'with space', '1st', '__proto', "it's")

const objectOf = (properties: fc.Arbitrary<Fields>): fc.Arbitrary<Field> =>
  fc.record(
    {
      label: fc.constant('Object'),
      description: words,
      type: fc.constant('object' as const),
      properties,
      additionalProperties: fc.boolean(),
      multiple: fc.boolean(),
      required: fc.boolean(),
      default: fc.constant({ '@path': '$.traits' })
    },
    { requiredKeys: ['label', 'description', 'type', 'properties'] }
  )

// A plain default for an object is a mistake that nobody makes, and how the generator breaks its lines is not ours to copy.
const field = (scalar as fc.Arbitrary<Field>).filter(
  (one) => one.type !== 'object' || typeof one.default === 'object' || one.default === undefined
)

// Segment knows conditions in the fields of an action and in those of an object among them, no deeper.
const unconditional = field.map((one): Field => (typeof one.required === 'object' ? { ...one, required: true } : one))

const fieldsOf = (arbitrary: fc.Arbitrary<Field>) =>
  fc.dictionary(key, arbitrary, { maxKeys: 4 }) as fc.Arbitrary<Fields>

const inner = fieldsOf(fc.oneof(field, objectOf(fieldsOf(unconditional))))
const fields = fieldsOf(fc.oneof(field, objectOf(inner)))

test("generated types are those of Segment's generator, whatever the fields are", async () => {
  await fc.assert(
    fc.asyncProperty(fields, async (given) => {
      expect(generatedTypes('Payload', given)).toBe(await segmentTypes('Payload', given))
    }),
    { numRuns: 60 }
  )
})

test.each(Object.values(destinations).map((destination) => [destination.slug, destination] as const))(
  'so are those of %s',
  async (_slug, { settings, actions }) => {
    expect(generatedTypes('Settings', settings)).toBe(await segmentTypes('Settings', settings))
    for (const action of Object.values(actions)) {
      const all = segmentFields(action)
      expect(generatedTypes('Payload', all)).toBe(await segmentTypes('Payload', all))
    }
  }
)
