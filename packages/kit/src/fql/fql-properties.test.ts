import * as segment from '@segment/destination-subscriptions'
import * as fc from 'fast-check'
import type { SegmentEvent } from '../event'
import {
  compileFql,
  eventNames,
  eventTypes,
  explainFql,
  parseFql,
  printFql,
  segmentDifference,
  type FqlEquality,
  type FqlNode,
  type FqlPath
} from '.'
import { readAsSegment } from './segment-reading'

const nowhere = { source: fc.constant(''), start: fc.constant(0), end: fc.constant(0) }
const runs = { numRuns: 600 }

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
const toPath = ([root, path]: [FqlPath[0], string[]]): FqlPath => [root, ...path]
const keyedFields = fc
  .tuple(fc.constantFrom('properties', 'traits', 'context'), fc.array(keys, { minLength: 1, maxLength: 3 }))
  .map(toPath)
const fields = fc.oneof(
  { weight: 4, arbitrary: plainFields },
  { weight: 4, arbitrary: keyedFields },
  { weight: 1, arbitrary: strangeFields }
)

/** Beside a field that is compared as a text, a literal is one. */
function withText(clause: FqlEquality): FqlEquality {
  const { field, value } = clause
  const isName = ['type', 'event', 'name'].includes(field[0])
  const isIdentifier = ['userId', 'anonymousId', 'messageId'].includes(field[0])
  const isText = value !== null && (isName || (isIdentifier && typeof value === 'number'))
  return isText ? { ...clause, value: String(value) } : clause
}

const clauses = fc.oneof(
  fc
    .record({
      ...nowhere,
      kind: fc.constant('equality'),
      field: fields,
      operator: fc.constantFrom('=', '!='),
      value: fc.oneof(texts, numbers, fc.boolean(), fc.constant(null))
    })
    .map(withText),
  fc.record({
    ...nowhere,
    kind: fc.constant('ordering'),
    field: fields,
    operator: fc.constantFrom('<', '<=', '>', '>='),
    value: numbers
  }),
  fc.record({
    ...nowhere,
    kind: fc.constant('contains'),
    field: fields,
    operator: fc.constantFrom('contains', '!contains'),
    text: texts
  }),
  fc.record({
    ...nowhere,
    kind: fc.constant('match'),
    field: fields,
    operator: fc.constantFrom('match', '!match'),
    parts: fc.oneof(
      fc.tuple(texts, fc.constant('')),
      fc.tuple(fc.constant(''), texts),
      fc.array(texts, { minLength: 1, maxLength: 4 })
    )
  })
)

const { node: expressions } = fc.letrec<{ node: FqlNode; group: FqlNode; negation: FqlNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'fql' },
    { weight: 3, arbitrary: clauses },
    { weight: 4, arbitrary: tie('group') },
    { weight: 1, arbitrary: tie('negation') }
  ),
  group: fc.record({
    ...nowhere,
    kind: fc.constantFrom('and', 'or'),
    children: fc.array(tie('node'), { minLength: 2, maxLength: 3 })
  }),
  negation: fc.record({ ...nowhere, kind: fc.constant('not'), child: tie('node') })
}))

const goodPieces = fc.constantFrom(
  'type = "track"',
  'event = "A"',
  'event != "B"',
  'properties.a > 1',
  'contains(event, "A")',
  '!match(name, "A*")'
)
const joints = fc.constantFrom('and', 'or', '(', ')', 'not', '!', '!(')
const oddWords = [
  'type event userId properties properties.a properties.a.and traits.\\1 context\\.a anonymousId constructor __proto__',
  'contains match contains( match( contains_x AND OR exists is_true number_equals number_not_equals starts_with in eos',
  '= != < <= > >= ! , . [ ] \\ \\* # \r ſ "A" \'A\' "*A*" "A*" " \'',
  '1 -1 + - 1.5 1. .5 1e2 1.2.3 true false null A a an nul nx'
].flatMap((words) => words.split(' '))

/** Anything a person might type, right or wrong, from the pieces of the language. */
const scribbles = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: goodPieces },
      { weight: 4, arbitrary: joints },
      { weight: 2, arbitrary: clauses.map(printFql) },
      { weight: 2, arbitrary: fc.constantFrom(...oddWords, '\t', '\n') }
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
const readEvent: (json: string) => SegmentEvent = JSON.parse
const events = fc
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
  .map((event) => readEvent(JSON.stringify(event)))

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
  try {
    return segment.validate(segment.parseFql(source), event)
  } catch {
    return 'throws'
  }
}

/** Our matcher; what cannot be read matches nothing. */
function matcher(source: string): (event: SegmentEvent) => boolean {
  const result = parseFql(source)
  return result.ok ? compileFql(result.ast) : () => false
}

test('a printed expression parses to the same expression', () => {
  fc.assert(
    fc.property(expressions, (ast) => {
      expect(withoutSource(parsed(printFql(ast)))).toEqual(withoutSource(ast))
    }),
    runs
  )
})

test('every node tells where in the source it stands, and its source alone means the same', () => {
  const nodesOf = (node: FqlNode): readonly FqlNode[] => {
    if (node.kind === 'not') return [node, ...nodesOf(node.child)]
    return node.kind === 'and' || node.kind === 'or' ? [node, ...node.children.flatMap(nodesOf)] : [node]
  }
  fc.assert(
    fc.property(expressions.map(printFql), (source) => {
      for (const node of nodesOf(parsed(source))) {
        expect(source.slice(node.start, node.end)).toBe(node.source)
        expect(withoutSource(parsed(node.source))).toEqual(withoutSource(node))
      }
    }),
    { numRuns: 300 }
  )
})

test('no text makes the parser throw, and every error points into the text', () => {
  fc.assert(
    fc.property(fc.oneof(scribbles, fc.string(), fc.string({ unit: 'binary' })), (source) => {
      const result = parseFql(source)
      fc.pre(!result.ok)
      expect(result.error.message).toMatch(/^Expected [^]+ at position \d+, but found [^]+\.$/)
      expect(result.error.position).toBeGreaterThanOrEqual(0)
      expect(result.error.position).toBeLessThanOrEqual(source.length)
    }),
    { ...runs, maxSkipsPerRun: 100 }
  )
})

const anyExpression = fc.oneof(expressions.map(printFql), scribbles)

/** The events of a sample on which two answers are not the same. */
const disagreements = (
  sample: readonly SegmentEvent[],
  one: (event: SegmentEvent) => unknown,
  other: (event: SegmentEvent) => unknown
): readonly SegmentEvent[] => sample.filter((event) => one(event) !== other(event))

test('where no difference is reported, Segment’s runtime and ours match the same events', () => {
  fc.assert(
    fc.property(anyExpression, someEvents, (source, sample) => {
      fc.pre(segmentDifference(source) === undefined)
      expect(disagreements(sample, matcher(source), (event) => askSegment(source, event))).toEqual([])
    }),
    { ...runs, maxSkipsPerRun: 100 }
  )
})

/** What a reported difference foretells about Segment's answer. */
function foretold(source: string): (answer: boolean | 'throws', event: SegmentEvent) => boolean {
  const reading = readAsSegment(source)
  if (reading.kind === 'throws') return () => true
  if (reading.kind === 'unsayable') return (answer) => answer !== 'throws'
  if (reading.kind !== 'expression') return (answer) => answer === false
  const matches = matcher(segmentDifference(source)?.segmentReads ?? '')
  return (answer, event) => answer === matches(event)
}

test('where a difference is reported, what Segment is said to read is what it evaluates', () => {
  fc.assert(
    fc.property(anyExpression, someEvents, (source, sample) => {
      fc.pre(segmentDifference(source) !== undefined)
      const isForetold = foretold(source)
      expect(sample.filter((event) => !isForetold(askSegment(source, event), event))).toEqual([])
    }),
    { ...runs, maxSkipsPerRun: 100 }
  )
})

test('Segment’s parser gives an error exactly where the model says that it refuses', () => {
  fc.assert(
    fc.property(anyExpression, (source) => {
      expect(readAsSegment(source).kind === 'refused').toBe('error' in segment.parseFql(source))
    }),
    runs
  )
})

test('a suggestion means what was written, to Segment’s runtime and to ours', () => {
  let suggestions = 0
  fc.assert(
    fc.property(expressions.map(printFql), someEvents, (source, sample) => {
      const suggestion = segmentDifference(source)?.suggestion
      fc.pre(suggestion !== undefined)
      suggestions += 1
      expect(segmentDifference(suggestion)).toBeUndefined()
      expect(disagreements(sample, matcher(source), matcher(suggestion))).toEqual([])
      expect(disagreements(sample, matcher(source), (event) => askSegment(suggestion, event))).toEqual([])
    }),
    { numRuns: 150, maxSkipsPerRun: 100 }
  )
  expect(suggestions).toBeGreaterThanOrEqual(150)
})

test('an explanation agrees with the matcher, and has a clause that decides', () => {
  fc.assert(
    fc.property(expressions, someEvents, (ast, sample) => {
      expect(disagreements(sample, compileFql(ast), (event) => explainFql(ast, event).matched)).toEqual([])
      for (const { clauses: explained, decisive } of sample.map((event) => explainFql(ast, event))) {
        expect(decisive.length).toBeGreaterThan(0)
        expect(decisive.filter((clause) => !explained.includes(clause))).toEqual([])
      }
    }),
    runs
  )
})

test('events that match have a type and a name that the expression was said to match', () => {
  fc.assert(
    fc.property(expressions, someEvents, (ast, sample) => {
      const types = eventTypes(ast)
      const allowed: ReadonlySet<unknown> | undefined = eventNames(ast)
      const matching = sample.filter(compileFql(ast))
      expect(matching.filter(({ type }) => !types.has(type))).toEqual([])
      expect(matching.filter(({ event }) => allowed?.has(event) === false)).toEqual([])
    }),
    runs
  )
})
