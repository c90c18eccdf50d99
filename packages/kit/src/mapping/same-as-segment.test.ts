import { transform } from '@segment/actions-core'
import * as fc from 'fast-check'
import { compileMapping } from '.'

/** A mapping that both sides take: actions-core asks for one it may write to. */
type Value = string | number | boolean | null | Value[] | { [key: string]: Value }

// Braces in values and falsy `else` values stay out: there actions-core is wrong, which segment-defects.test.ts pins.
const keys = ['a', 'b', 'c', 'x y', '0']
const paths = [
  '$',
  '$.',
  '',
  '.',
  'a',
  '$.a',
  '$.b',
  '$.c',
  '$.a.b',
  '$.b.c.a',
  '$.a.b.c.a',
  'b[0]',
  '$.a[0].b',
  '$.c[1]'
]
paths.push("$.a['x y']", '$["x y"].c', '$.missing', '$.a.missing', '$.a.length', 'a]b', '$.b]]', '$.a..b', '[a]', '0')
const templates = [
  '{{a}}',
  'x {{ b.c }} y',
  '{{a}}{{b}}{{c.a}}',
  '{{missing}}',
  '{{a[0]}} {{}} {b}',
  '{{$.a}}',
  '{{{b.a}}}'
]
const liquids = [
  '',
  '{{ a }}',
  '{{ b.c | upcase }} x',
  '{% if a %}{{ a.b }}{% else %}-{% endif %}',
  '{% assign q = b %}{{ q }}'
]
const texts = ['', 'a', 'Hello World', 'ÄÖ', '$.a', 'b.c', '7', '{"a":{"b":[1,null]}}', '[', ' ', '-', 'a-a$&']

const scalar = fc.oneof(fc.constantFrom(...texts), fc.constantFrom(0, 1, -2.5, 1e21, true, false, null))
const record = <Item>(value: fc.Arbitrary<Item>) =>
  fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 4, noNullPrototype: true })

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    scalar,
    record(tie('json')),
    fc.array(tie('json'), { maxLength: 3 })
  )
}))
const event = record(json)

const directive = (name: string, value: fc.Arbitrary<Value>): fc.Arbitrary<Value> => value.map((it) => ({ [name]: it }))
const options = (given: { readonly [key: string]: fc.Arbitrary<Value> }, requiredKeys: string[]): fc.Arbitrary<Value> =>
  fc.record(given, { requiredKeys, noNullPrototype: true })

const path = directive('@path', fc.constantFrom(...paths))
const text = fc.oneof(
  fc.constantFrom(...texts),
  path,
  directive('@template', fc.constantFrom('{{a}}', '{{b.c}}')),
  directive('@case', options({ operator: fc.constant('lower'), value: path }, ['operator', 'value'])),
  directive('@json', options({ mode: fc.constant('encode'), value: path }, ['mode', 'value']))
)
const shortText = fc.constantFrom('', '$$', '$&', '-', 'é', 'ten letter')
const pattern = fc.constantFrom('a', 'L', ' ', '.', '$', '[0-9]', '^', '-', '\\', 'a|b', '(', '*')
const switchable = fc.boolean()

const { value } = fc.letrec<{ value: Value; object: Value; array: Value; directive: Value }>((tie) => {
  const truthy = tie('value').filter(Boolean)
  const shaped = fc.oneof(tie('object'), tie('directive'))
  const condition = fc.oneof(path, path, truthy)
  return {
    value: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      scalar,
      path,
      tie('directive'),
      tie('object'),
      tie('array')
    ),
    object: record(tie('value')),
    array: fc.array(tie('value'), { maxLength: 3 }),
    directive: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      path,
      directive('@path', text),
      directive('@template', fc.oneof(fc.constantFrom(...templates), text)),
      directive('@liquid', fc.constantFrom(...liquids)),
      directive('@literal', tie('value')),
      directive('@excludeWhenNull', tie('value')),
      directive('@if', options({ exists: condition, then: tie('value'), else: truthy }, ['exists'])),
      directive('@if', options({ blank: condition, then: tie('value'), else: truthy }, ['blank'])),
      directive('@case', options({ operator: fc.constantFrom('lower', 'upper'), value: text }, ['operator'])),
      directive(
        '@replace',
        options(
          {
            pattern,
            replacement: shortText,
            pattern2: pattern,
            replacement2: shortText,
            ignorecase: switchable,
            global: switchable,
            value: text
          },
          ['pattern', 'value']
        )
      ),
      directive('@arrayPath', fc.tuple(text)),
      directive('@arrayPath', fc.tuple(fc.oneof(path, fc.constantFrom(...paths), tie('directive')), shaped)),
      directive(
        '@flatten',
        options({ separator: fc.constantFrom('.', '__'), value: tie('value'), omitArrays: switchable }, [
          'separator',
          'value'
        ])
      ),
      directive('@json', options({ mode: fc.constantFrom('encode', 'decode'), value: truthy }, ['mode', 'value'])),
      directive(
        '@merge',
        options({ direction: fc.constantFrom('left', 'right'), objects: fc.array(shaped, { maxLength: 3 }) }, [
          'direction',
          'objects'
        ])
      ),
      directive('@transform', options({ apply: shaped, mapping: shaped }, ['apply', 'mapping']))
    )
  }
})

const fields = record(value)
const mapping = fc.oneof(
  { weight: 9, arbitrary: fields },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fields, record(value))
      .map(([given, apply]) => Object.assign(given, { __segment_internal_directive: { '@transform': { apply } } }))
  }
)

const outcomeOf = (compute: () => unknown): unknown => {
  try {
    return { payload: compute() }
  } catch {
    return 'throws'
  }
}

const deeplyFrozen = <Anything>(it: Anything): Anything => {
  if (typeof it === 'object' && it !== null) Object.values(Object.freeze(it)).forEach(deeplyFrozen)
  return it
}

// actions-core writes into the mapping and into the event, so it gets copies of its own.
const segmentOutcome = (given: { [key: string]: Value }, source: { [key: string]: unknown }): unknown =>
  outcomeOf(() => transform(structuredClone(given), structuredClone(source)))

test('any mapping gives any event the payload that actions-core gives it, and touches neither', () => {
  fc.assert(
    fc.property(mapping, event, (given, source) => {
      const expected = segmentOutcome(given, source)
      const { resolve } = compileMapping(deeplyFrozen(given))
      expect(outcomeOf(() => resolve(deeplyFrozen(source)))).toStrictEqual(expected)
    }),
    { numRuns: 1000 }
  )
})
