import { dirname, join } from 'node:path'
import * as fc from 'fast-check'
import type { Field, FieldCondition, FieldConditions, FieldFormat, Fields, FieldType } from '../fields'
import { compileSchema, fieldsToJsonSchema } from '.'

type Payload = Record<string, unknown>

interface SegmentRuntime {
  readonly fieldsToJsonSchema: (fields: Fields) => object
  readonly removeEmptyValues: (payload: Payload, schema: object, isRoot: boolean) => Payload
  readonly validateSchema: (payload: Payload, schema: object, options: { readonly throwIfInvalid: boolean }) => boolean
}

const internal = (file: string): SegmentRuntime =>
  jest.requireActual<SegmentRuntime>(join(dirname(require.resolve('@segment/actions-core')), file))

const segment: SegmentRuntime = {
  fieldsToJsonSchema: internal('destination-kit/fields-to-jsonschema').fieldsToJsonSchema,
  removeEmptyValues: internal('remove-empty-values').removeEmptyValues,
  validateSchema: internal('schema-validation').validateSchema
}

interface SegmentCheck {
  /** What Segment's runtime makes of a payload, or undefined where it rejects. */
  readonly check: (payload: Payload) => Payload | undefined
  /** Whether it takes a payload as it is. */
  readonly accepts: (payload: Payload) => boolean
}

const compileBySegment = (fields: Fields): SegmentCheck => {
  const schema = segment.fieldsToJsonSchema(fields)
  const isValid = (payload: Payload): boolean => segment.validateSchema(payload, schema, { throwIfInvalid: false })
  return {
    check: (payload) => {
      const cleaned = segment.removeEmptyValues(structuredClone(payload), schema, true)
      return isValid(cleaned) ? cleaned : undefined
    },
    accepts: (payload) => {
      const copy = structuredClone(payload)
      return isValid(copy) && JSON.stringify(copy) === JSON.stringify(payload)
    }
  }
}

const keys = ['a', 'b', 'c', 'd'] as const
const types: readonly FieldType[] = ['string', 'text', 'password', 'number', 'integer', 'boolean', 'datetime', 'object']
const formats: readonly FieldFormat[] = ['date', 'date-time', 'email', 'uri', 'uuid', 'ipv4', 'text', 'hostname']

const choice = fc.constantFrom('x', 'yes', 'true', '1', { label: 'One', value: 1 }, { label: 'Yes', value: true })
const chosen = fc.uniqueArray(choice, {
  minLength: 1,
  maxLength: 4,
  selector: (option) => (typeof option === 'string' ? option : option.value)
})

const condition: fc.Arbitrary<FieldCondition> = fc.record(
  {
    fieldKey: fc.constantFrom<string>(...keys, 'unknown', 'a.b', 'b.a', 'c.d', 'd.a'),
    operator: fc.constantFrom<'is' | 'is_not'>('is', 'is_not'),
    value: fc.constantFrom<string | number | boolean>('x', 'yes', 1, 0, true, false)
  },
  { requiredKeys: ['fieldKey', 'operator'] }
)

const conditions: fc.Arbitrary<FieldConditions> = fc.record(
  {
    match: fc.constantFrom<'any' | 'all'>('any', 'all'),
    conditions: fc.array(condition, { minLength: 1, maxLength: 3 })
  },
  { requiredKeys: ['conditions'] }
)

/** Choices of an object with properties can never be met: Ajv compares the whole object. */
const isSensible = ({ choices, properties, type }: Field): boolean =>
  choices === undefined || properties === undefined || type !== 'object'

const constraint: fc.Arbitrary<Pick<Field, 'choices' | 'format' | 'minimum' | 'maximum'>> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.record({ choices: chosen }) },
  { weight: 1, arbitrary: fc.record({ format: fc.constantFrom(...formats) }) },
  { weight: 1, arbitrary: fc.record({ minimum: fc.constantFrom(0, 1, 3), maximum: fc.constantFrom(0, 2, 5) }) }
)

const merge = ([field, constraints]: readonly [Field, Partial<Field>]): Field => ({ ...field, ...constraints })

const fieldOf = (
  required: fc.Arbitrary<boolean | FieldConditions>,
  properties: fc.Arbitrary<Fields>
): fc.Arbitrary<Field> => {
  const shape = fc.record(
    {
      label: fc.constantFrom('Label', 'Name'),
      description: fc.constant('A description.'),
      type: fc.constantFrom(...types, 'object' as const, 'object' as const),
      required,
      allowNull: fc.constantFrom(true, false, false),
      multiple: fc.boolean(),
      additionalProperties: fc.boolean(),
      default: fc.constantFrom('x', { '@path': '$.a' }),
      properties
    },
    { requiredKeys: ['label', 'description', 'type'] }
  )
  return fc.tuple(shape, constraint).map(merge).filter(isSensible)
}

const fieldsOf = (required: fc.Arbitrary<boolean | FieldConditions>, depth: number): fc.Arbitrary<Fields> =>
  fc.dictionary(
    fc.constantFrom(...keys),
    fieldOf(required, depth === 0 ? fc.constant({}) : fieldsOf(required, depth - 1)),
    { minKeys: 1, maxKeys: 4, noNullPrototype: true }
  )

const plainFields = fieldsOf(fc.boolean(), 2)
const conditionalFields = fieldsOf(fc.oneof(fc.boolean(), conditions, conditions), 2)

const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    ' ',
    'x',
    'yes',
    'true',
    'false',
    '1',
    '0',
    '007',
    ' 12 ',
    '0x1f',
    '1.5',
    'abcdef',
    '😀😀'
  ),
  fc.constantFrom<unknown>(null, null, null, '', true, false, 0, 1, -1, 1.5, 4, 1e21, 1_600_000_000),
  fc.constantFrom('2024-02-29', '2024-05-17T12:00:00Z', 'user@example.com', 'https://example.com/a', '1.2.3.4', 'a.b')
)

const items = fc.oneof(
  fc.array(scalar, { maxLength: 3 }),
  fc.array(fc.array(scalar, { maxLength: 1 }), { maxLength: 2 })
)

const anything: fc.Arbitrary<unknown> = fc.oneof(
  scalar,
  items,
  fc.dictionary(fc.constantFrom(...keys, 'unknown'), fc.oneof(scalar, items), { noNullPrototype: true })
)

const suited = ({ type, choices, properties }: Field): fc.Arbitrary<unknown> => {
  if (choices !== undefined) {
    return fc.constantFrom(...choices.map((option) => (typeof option === 'string' ? option : option.value)))
  }
  if (type === 'object') return payloadOf(properties ?? {})
  if (type === 'number' || type === 'integer') return fc.constantFrom('1', ' 12 ', true, 2, 4)
  if (type === 'boolean') return fc.constantFrom('true', 'false', true, false, 0, 1)
  return type === 'datetime' ? fc.constantFrom('2024-02-29', '1600000000', 1_600_000_000) : fc.string({ maxLength: 4 })
}

const likely = (field: Field): fc.Arbitrary<unknown> => {
  const value = fc.oneof({ weight: 5, arbitrary: suited(field) }, { weight: 1, arbitrary: scalar })
  if (field.multiple !== true) return value
  return fc.oneof({ weight: 5, arbitrary: fc.array(value, { maxLength: 3 }) }, { weight: 1, arbitrary: value })
}

const payloadOf = (fields: Fields): fc.Arbitrary<Payload> => {
  const values: Record<string, fc.Arbitrary<unknown>> = { unknown: scalar }
  for (const [key, field] of Object.entries(fields)) {
    values[key] = fc.oneof({ weight: 12, arbitrary: likely(field) }, { weight: 1, arbitrary: anything })
  }
  return fc.record(values, { requiredKeys: [], noNullPrototype: true })
}

const withPayloads = (fields: fc.Arbitrary<Fields>): fc.Arbitrary<{ fields: Fields; payloads: readonly Payload[] }> =>
  fields.chain((definition) =>
    fc.record({
      fields: fc.constant(definition),
      payloads: fc.array(payloadOf(definition), { minLength: 3, maxLength: 12 })
    })
  )

const isLikeNull = (value: unknown): boolean =>
  ['', 0, false].some((nothing) => nothing === value) ||
  (Array.isArray(value) && value.includes(null)) ||
  (typeof value === 'object' && value !== null && Object.values(value).some(isLikeNull))

/** Segment's runtime overwrites such values while it asks whether they are missing: see differences.test.ts. */
const isOverwritten = (fields: Fields, payload: Payload): boolean =>
  isLikeNull(payload) &&
  Object.values(fields).some(
    ({ required, properties }) =>
      (typeof required === 'object' && required.conditions.some(({ value }) => value === undefined)) ||
      (properties !== undefined && isOverwritten(properties, payload))
  )

/** Segment's runtime asks for a key with a dot in its name: see differences.test.ts. */
const isAlwaysRejected = (fields: Fields): boolean =>
  Object.values(fields).some(({ properties = {} }) =>
    Object.values(properties).some(
      ({ required, properties: inside }) =>
        (typeof required === 'object' && required.conditions.length > 1) ||
        (inside !== undefined &&
          isAlwaysRejected({ inside: { label: '', description: '', type: 'object', properties: inside } }))
    )
  )

const deepFreeze = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}

beforeAll(() => {
  // Ajv warns about keywords that do not apply, such as a format on a list.
  jest.spyOn(console, 'warn').mockImplementation(() => undefined)
})

const runs = { numRuns: 200 }

describe('JSON Schema', () => {
  it('is the one Segment generates', () => {
    fc.assert(
      fc.property(conditionalFields, (fields) => {
        expect(fieldsToJsonSchema(fields)).toEqual(segment.fieldsToJsonSchema(fields))
      }),
      runs
    )
  })
})

describe('a checked payload', () => {
  it.each([
    ['plain fields', plainFields],
    ['conditionally required fields', conditionalFields]
  ])('is the payload Segment accepts, for %s', (_, fieldsArbitrary) => {
    let accepted = 0
    fc.assert(
      fc.property(withPayloads(fieldsArbitrary), ({ fields, payloads }) => {
        const check = compileSchema(fields)
        const theirs = compileBySegment(fields)
        for (const payload of payloads) {
          const expected = isOverwritten(fields, payload) ? undefined : theirs.check(payload)
          if (expected === undefined) continue
          accepted += 1
          expect(check(payload)).toStrictEqual({ ok: true, payload: expected, dropped: [] })
        }
      }),
      runs
    )
    expect(accepted).toBeGreaterThan(0)
  })

  it('satisfies Segment after bad optional values were left out', () => {
    let repaired = 0
    fc.assert(
      fc.property(withPayloads(plainFields), ({ fields, payloads }) => {
        const check = compileSchema(fields)
        const theirs = compileBySegment(fields)
        for (const payload of payloads) {
          const ours = check(payload)
          if (!ours.ok || ours.dropped.length === 0) continue
          repaired += 1
          expect(theirs.check(payload)).toBeUndefined()
          expect(theirs.accepts(ours.payload)).toBe(true)
        }
      }),
      runs
    )
    expect(repaired).toBeGreaterThan(0)
  })

  it.each([
    ['plain fields', plainFields],
    ['conditionally required fields', conditionalFields]
  ])('is refused or repaired wherever Segment rejects, for %s', (_, fieldsArbitrary) => {
    fc.assert(
      fc.property(withPayloads(fieldsArbitrary), ({ fields, payloads }) => {
        const check = compileSchema(fields)
        const theirs = compileBySegment(fields)
        for (const payload of payloads) {
          const isKnown = isOverwritten(fields, payload) || isAlwaysRejected(fields)
          if (isKnown || theirs.check(payload) !== undefined) continue
          const { ok, dropped } = check(payload)
          expect(ok && dropped.length === 0).toBe(false)
        }
      }),
      runs
    )
  })

  it('never changes the payload it was given', () => {
    fc.assert(
      fc.property(withPayloads(conditionalFields), ({ fields, payloads }) => {
        const check = compileSchema(deepFreeze(fields))
        for (const payload of payloads) expect(() => check(deepFreeze(payload))).not.toThrow()
      }),
      runs
    )
  })
})
