import * as segment from '@segment/destination-subscriptions'
import fc from 'fast-check'
import type { SegmentEvent } from '../event'
import {
  compileFql,
  eventNames,
  eventTypes,
  explainFql,
  parseFql,
  printFql,
  segmentDifference,
  type FqlLeaf,
  type FqlNode,
  type FqlPath
} from '.'
import { readAsSegment } from './segment-reading'

const nowhere = { source: '', start: 0, end: 0 }
const runs = { numRuns: 3000 }

const names = fc.constantFrom('track', 'identify', 'A', 'B', 'AB', 'null', 'true', '7', '')
const keys = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'length') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'and',
      'or',
      'null',
      'not',
      'a b',
      'x.y',
      'x[0]',
      '0',
      '-1',
      'é',
      '😀',
      '_',
      'constructor'
    )
  }
)
const texts = fc.oneof(
  { weight: 6, arbitrary: names },
  { weight: 1, arbitrary: fc.constantFrom('"', "'", '\\', '\\\\', '*', '\\*', 'A\\', '(', ')', 'A and B', '\n') },
  { weight: 1, arbitrary: fc.string({ maxLength: 4 }) }
)
const numbers = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -8, max: 8 }) },
  { weight: 1, arbitrary: fc.double({ noNaN: true }) }
)

const plainFields = fc.constantFrom<FqlPath>(['type'], ['event'], ['name'], ['userId'])
const strangeFields = fc.constantFrom<FqlPath>(['anonymousId'], ['messageId'], ['integrations', 'All'])
const keyedFields = fc
  .tuple(fc.constantFrom('properties', 'traits', 'context'), fc.array(keys, { minLength: 1, maxLength: 3 }))
  .map(([root, path]): FqlPath => [root, ...path])
const fields = fc.oneof(
  { weight: 4, arbitrary: plainFields },
  { weight: 4, arbitrary: keyedFields },
  { weight: 1, arbitrary: strangeFields }
)

/** What a literal becomes beside a field that is compared as a text. */
function literalFor([root]: FqlPath, value: string | number | boolean | null): string | number | boolean | null {
  if (['type', 'event', 'name'].includes(root)) return value === null ? null : String(value)
  return typeof value === 'number' && ['userId', 'anonymousId', 'messageId'].includes(root) ? String(value) : value
}

const clauses: fc.Arbitrary<FqlLeaf> = fc.oneof(
  fc
    .record({
      kind: fc.constant('equality' as const),
      field: fields,
      operator: fc.constantFrom('=' as const, '!=' as const),
      value: fc.oneof(texts, numbers, fc.boolean(), fc.constant(null))
    })
    .map((clause) => ({ ...clause, value: literalFor(clause.field, clause.value), ...nowhere })),
  fc
    .record({
      kind: fc.constant('ordering' as const),
      field: fields,
      operator: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const),
      value: numbers
    })
    .map((clause) => ({ ...clause, ...nowhere })),
  fc
    .record({
      kind: fc.constant('contains' as const),
      field: fields,
      operator: fc.constantFrom('contains' as const, '!contains' as const),
      text: texts
    })
    .map((clause) => ({ ...clause, ...nowhere })),
  fc
    .record({
      kind: fc.constant('match' as const),
      field: fields,
      operator: fc.constantFrom('match' as const, '!match' as const),
      parts: fc.oneof(
        texts.map((text) => [text, '']),
        texts.map((text) => ['', text]),
        fc.array(texts, { minLength: 1, maxLength: 4 })
      )
    })
    .map((clause) => ({ ...clause, ...nowhere }))
)

const { node: expressions } = fc.letrec<{ node: FqlNode; group: FqlNode; negation: FqlNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'fql' },
    { weight: 3, arbitrary: clauses },
    { weight: 4, arbitrary: tie('group') },
    { weight: 1, arbitrary: tie('negation') }
  ),
  group: fc
    .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('node'), { minLength: 2, maxLength: 3 }))
    .map(([kind, children]) => ({ kind, children, ...nowhere })),
  negation: tie('node').map((child) => ({ kind: 'not' as const, child, ...nowhere }))
}))

/** Anything a person might type, right or wrong, from the pieces of the language. */
const scribbles = fc
  .array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.constantFrom(
          'type = "track"',
          'event = "A"',
          'event != "B"',
          'properties.a > 1',
          'contains(event, "A")',
          '!match(name, "A*")'
        )
      },
      { weight: 4, arbitrary: fc.constantFrom('and', 'or', '(', ')', 'not', '!', '!(') },
      { weight: 2, arbitrary: clauses.map(printFql) },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          ...['type', 'event', 'userId', 'properties', 'properties.a', 'properties.a.and', 'traits.\\1', 'context\\.a'],
          ...[
            'anonymousId',
            'constructor',
            '__proto__',
            'contains',
            'match',
            'contains(',
            'match(',
            'contains_x',
            'AND',
            'OR'
          ],
          ...[
            '=',
            '!=',
            '<',
            '<=',
            '>',
            '>=',
            '!',
            ',',
            '.',
            '[',
            ']',
            '"A"',
            "'A'",
            '"*A*"',
            '"A*"',
            '"',
            "'",
            '\\',
            '\\*'
          ],
          ...[
            '1',
            '-1',
            '+',
            '-',
            '1.5',
            '1.',
            '.5',
            '1e2',
            '1.2.3',
            'true',
            'false',
            'null',
            'A',
            'a',
            'an',
            'nul',
            'nx'
          ],
          ...[
            'exists',
            'is_true',
            'number_equals',
            'number_not_equals',
            'starts_with',
            'in',
            '\r',
            '\t',
            '\n',
            '#',
            'ſ',
            'eos'
          ]
        )
      }
    ),
    { minLength: 1, maxLength: 9 }
  )
  .chain((pieces) => fc.constantFrom(pieces.join(' '), pieces.join('')))

const values: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: texts },
  { weight: 3, arbitrary: numbers },
  { weight: 2, arbitrary: fc.boolean() },
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.array(fc.oneof(texts, numbers), { maxLength: 3 }) }
)
const containers: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.dictionary(
      keys,
      fc.oneof({ weight: 3, arbitrary: values }, { weight: 2, arbitrary: fc.dictionary(keys, values) })
    )
  },
  { weight: 1, arbitrary: values }
)
const events: fc.Arbitrary<SegmentEvent> = fc
  .record(
    {
      type: fc.constantFrom('track', 'identify', 'page', 'screen', 'group', 'alias', 'delete'),
      event: fc.oneof(names, values),
      name: fc.oneof(names, values),
      userId: fc.oneof(names, values),
      anonymousId: names,
      messageId: names,
      properties: containers,
      traits: containers,
      context: containers,
      integrations: fc.record({ All: fc.boolean() })
    },
    { requiredKeys: ['type'] }
  )
  // Any JSON at all may arrive, whatever the type promises.
  .map((event) => JSON.parse(JSON.stringify(event)) as SegmentEvent)

const someEvents = fc.array(events, { minLength: 1, maxLength: 12 })

function parsed(source: string): FqlNode {
  const result = parseFql(source)
  if (!result.ok) throw new Error(`${source}: ${result.error.message}`)
  return result.ast
}

const withoutSource = (ast: FqlNode): unknown =>
  JSON.parse(
    JSON.stringify(ast, (key, value: unknown) => (['source', 'start', 'end'].includes(key) ? undefined : value))
  )

/** What Segment's runtime says; a TypeError inside it is an answer too. */
function askSegment(source: string, event: SegmentEvent): boolean | 'throws' {
  const ast = segment.parseFql(source)
  try {
    return segment.validate(ast, event as Parameters<typeof segment.validate>[1])
  } catch {
    return 'throws'
  }
}

function askOurs(source: string, event: SegmentEvent): boolean {
  const result = parseFql(source)
  return result.ok && compileFql(result.ast)(event)
}

test('a printed expression parses to the same expression', () => {
  fc.assert(
    fc.property(expressions, (ast) => {
      expect(withoutSource(parsed(printFql(ast)))).toEqual(withoutSource(ast))
    }),
    runs
  )
})

test('every node tells where in the source it stands, and its source means the same alone', () => {
  const check = (node: FqlNode, source: string): void => {
    expect(source.slice(node.start, node.end)).toBe(node.source)
    expect(withoutSource(parsed(node.source))).toEqual(withoutSource(node))
    if (node.kind === 'not') check(node.child, source)
    if (node.kind === 'and' || node.kind === 'or') node.children.forEach((child) => check(child, source))
  }
  fc.assert(
    fc.property(expressions.map(printFql), (source) => check(parsed(source), source)),
    { numRuns: 500 }
  )
})

test('no text makes the parser throw, and every error points into the text', () => {
  fc.assert(
    fc.property(fc.oneof(scribbles, fc.string(), fc.string({ unit: 'binary' })), (source) => {
      const result = parseFql(source)
      if (result.ok) return
      expect(result.error.message).toMatch(/^Expected [^]+ at position \d+, but found [^]+\.$/)
      expect(result.error.position).toBeGreaterThanOrEqual(0)
      expect(result.error.position).toBeLessThanOrEqual(source.length)
    }),
    runs
  )
})

test('where no difference is reported, Segment’s runtime and ours match the same events', () => {
  fc.assert(
    fc.property(fc.oneof(expressions.map(printFql), scribbles), someEvents, (source, sample) => {
      fc.pre(segmentDifference(source) === undefined)
      for (const event of sample) expect([event, askOurs(source, event)]).toEqual([event, askSegment(source, event)])
    }),
    { ...runs, maxSkipsPerRun: 100 }
  )
})

test('where a difference is reported, what Segment is said to read is what it evaluates', () => {
  fc.assert(
    fc.property(fc.oneof(expressions.map(printFql), scribbles), someEvents, (source, sample) => {
      const difference = segmentDifference(source)
      fc.pre(difference !== undefined)
      const { kind } = readAsSegment(source)
      for (const event of sample) {
        const answer = askSegment(source, event)
        if (kind === 'expression') expect([event, answer]).toEqual([event, askOurs(difference.segmentReads, event)])
        if (kind === 'refused' || kind === 'never') expect([event, answer]).toEqual([event, false])
        if (kind !== 'throws') expect(answer).not.toBe('throws')
      }
      if (kind === 'refused') expect(segment.parseFql(source).error).toBeInstanceOf(Error)
    }),
    { ...runs, maxSkipsPerRun: 100 }
  )
})

test('a suggestion means what was written, to Segment’s runtime and to ours', () => {
  let suggestions = 0
  fc.assert(
    fc.property(expressions.map(printFql), someEvents, (source, sample) => {
      const suggestion = segmentDifference(source)?.suggestion
      if (suggestion === undefined) return
      suggestions += 1
      expect(segmentDifference(suggestion)).toBeUndefined()
      for (const event of sample) {
        expect([event, askOurs(suggestion, event)]).toEqual([event, askOurs(source, event)])
        expect([event, askSegment(suggestion, event)]).toEqual([event, askOurs(source, event)])
      }
    }),
    runs
  )
  expect(suggestions).toBeGreaterThan(100)
})

test('an explanation agrees with the matcher, and its decisive clauses alone decide', () => {
  fc.assert(
    fc.property(expressions, someEvents, (ast, sample) => {
      for (const event of sample) {
        const { matched, clauses: explained, decisive } = explainFql(ast, event)
        expect(matched).toBe(compileFql(ast)(event))
        expect(explained).toEqual(expect.arrayContaining([...decisive]))
        expect(decisive.length).toBeGreaterThan(0)
      }
    }),
    runs
  )
})

test('events that match have a type and a name that the expression was said to match', () => {
  fc.assert(
    fc.property(expressions, someEvents, (ast, sample) => {
      const types = eventTypes(ast)
      const allowedNames = eventNames(ast)
      for (const event of sample.filter(compileFql(ast))) {
        expect(types).toContain(event.type)
        if (allowedNames !== undefined) expect(allowedNames).toContain(event.event)
      }
    }),
    runs
  )
})
