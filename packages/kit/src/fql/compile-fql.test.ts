import * as segment from '@segment/destination-subscriptions'
import type { SegmentEvent } from '../event'
import { compileFql, parseFql } from '.'

function matches(source: string, event: SegmentEvent): boolean {
  const result = parseFql(source)
  if (!result.ok) throw new Error(result.error.message)
  return compileFql(result.ast)(event)
}

const asked = (source: string, event: SegmentEvent): boolean => segment.validate(segment.parseFql(source), event)

const literals = ['"A"', '""', '"10"', '"true"', '"null"', '10', '-2.5', '0', 'true', 'false', 'null']
const found: readonly unknown[] = [
  'A',
  'a',
  'AB',
  '',
  '10',
  'true',
  'null',
  10,
  -2.5,
  0,
  11,
  true,
  false,
  null,
  undefined,
  [],
  ['A'],
  {}
]

const comparisons = ['=', '!='].flatMap((operator) => literals.map((literal) => `FIELD ${operator} ${literal}`))
const orderings = ['<', '<=', '>', '>='].flatMap((operator) =>
  ['10', '0', '-2.5', '"10"'].map((literal) => `FIELD ${operator} ${literal}`)
)
const calls = ['contains', '!contains'].flatMap((name) => ['"A"', '""', '10'].map((text) => `${name}(FIELD, ${text})`))
const patterns = ['match', '!match'].flatMap((name) =>
  ['"A*"', '"*B"', '"*"', '"1*"'].map((pattern) => `${name}(FIELD, ${pattern})`)
)

/** The comparisons in which Segment is wrong are pinned beside `segmentDifference`. */
function isDefect(clause: string, field: string): boolean {
  if (field === 'type' && /^!?(?:contains|match)/.test(clause)) return true
  if (field === 'type' || field === 'event') return clause.endsWith(' null')
  return field !== 'name' && / != (?:true|false)$/.test(clause)
}

const places: readonly (readonly [string, (value: unknown) => object])[] = [
  ['type', (type) => ({ type })],
  ['event', (event) => ({ type: 'track', event })],
  ['name', (name) => ({ type: 'page', name })],
  ['userId', (userId) => ({ type: 'track', userId })],
  ['properties.x', (x) => ({ type: 'track', properties: { x } })],
  ['traits.deep.x', (x) => ({ type: 'identify', traits: { deep: { x } } })],
  ['context.list.\\0', (x) => ({ type: 'track', context: { list: [x] } })]
]
const toEvent = (parts: object): SegmentEvent => ({ type: 'track', ...parts })

test.each(places)('every comparison of %s answers as Segment’s does', (field, place) => {
  const clauses = [...comparisons, ...orderings, ...calls, ...patterns].filter((clause) => !isDefect(clause, field))
  const answers = (answer: typeof matches) =>
    clauses.flatMap((clause) =>
      found.map((value) => {
        const source = clause.replace('FIELD', field)
        return { source, value, matched: answer(source, toEvent(place(value))) }
      })
    )
  expect(answers(matches)).toEqual(answers(asked))
})

test.each([
  ['a number equals only itself', 'properties.x = 10', [10], ['10', 11, null, undefined, true]],
  ['a text equals only itself, case included', 'properties.x = "a"', ['a'], ['A', '', null, undefined, ['a']]],
  ['another number is a number', 'properties.x != 10', [11, 0], [10, '11', null, undefined]],
  ['another text is anything else', 'properties.x != "a"', ['A', '', 1, null, undefined], ['a']],
  ['null is also what is absent', 'properties.x = null', [null, undefined], ['', 0, false, 'null']],
  ['an empty text is a value', 'properties.x != null', ['', 0, false], [null, undefined]],
  ['true is only the boolean', 'properties.x = true', [true], ['true', 1, 'yes', undefined]],
  ['another boolean is anything else', 'properties.x != true', [false, 'true', null, undefined], [true]],
  ['numbers in texts have no order', 'properties.x > 5', [6, 5.1], [5, '6', null, undefined, true]],
  [
    'contains() looks in texts only, case included',
    'contains(properties.x, "b")',
    ['abc'],
    ['aBc', ['b'], null, undefined]
  ],
  ['!contains() looks in texts only too', '!contains(properties.x, "b")', ['aBc', ''], ['abc', ['a'], null, undefined]],
  [
    'negating contains() takes in what is no text',
    '!(contains(properties.x, "b"))',
    ['a', null, undefined, 1],
    ['abc']
  ],
  ['a pattern without a star is the whole text', 'match(properties.x, "ab")', ['ab'], ['b', 'xab', 'abx', undefined]],
  ['a pattern with two stars looks inside', 'match(properties.x, "*b*")', ['abc', 'b'], ['ac', undefined]],
  ['the ends of a pattern do not overlap', 'match(properties.x, "ab*ba")', ['abba', 'ab-ba'], ['aba', 'abb']],
  [
    'the middle of a pattern lies between its ends',
    'match(properties.x, "a*b*c*b")',
    ['abcb', 'a-b-c-b'],
    ['acb', 'abc', 'ab']
  ],
  ['no two parts of a pattern share a character', 'match(properties.x, "a*b*b")', ['abb', 'a-b-b'], ['ab', 'aab']],
  ['!match() speaks of texts only', '!match(properties.x, "a*")', ['b', ''], ['ab', null, undefined, 1]]
])('%s', (_, source, accepted, refused) => {
  const matching = [...accepted, ...refused].filter((x) => matches(source, { type: 'track', properties: { x } }))
  expect(matching).toEqual(accepted)
})

test.each([
  ['in "or" they are alternatives', 'event = "A" or name = "N" or event = "B" or event = "C"', ['A', 'B', 'C']],
  ['in "and" they are excluded', 'event != "A" and type = "track" and event != "B"', ['C', 'D']]
])('of many texts for one field: %s', (_, source, accepted) => {
  expect(['A', 'B', 'C', 'D'].filter((event) => matches(source, { type: 'track', event }))).toEqual(accepted)
})

test('nothing matches through a prototype', () => {
  const inherited: SegmentEvent = { type: 'track' }
  Object.setPrototypeOf(inherited, { anonymousId: 'A', properties: { x: 1 } })
  expect(matches('anonymousId = "A" or properties.x = 1', inherited)).toBe(false)
  const empty: SegmentEvent = { type: 'track', properties: {}, traits: {} }
  expect(matches('properties.constructor != null or traits.toString != null', empty)).toBe(false)
  expect(matches('properties.__proto__ != null', empty)).toBe(false)
})

test('an event’s own property is found whatever its name', () => {
  const properties = new Map<string, unknown>([
    ['__proto__', { admin: true }],
    ['constructor', 'mine']
  ])
  const event: SegmentEvent = { type: 'track', properties: Object.fromEntries(properties) }
  expect(matches('properties.__proto__.admin = true', event)).toBe(true)
  expect(matches('properties.constructor = "mine"', event)).toBe(true)
})

test('a path leads through arrays, and reads the length of what has one, as in Segment’s runtime', () => {
  const event: SegmentEvent = { type: 'track', properties: { items: [{ sku: 's1' }, { sku: 's2' }], note: 'four' } }
  expect(matches('properties.items.\\1.sku = "s2"', event)).toBe(true)
  expect(matches('properties.items.length = 2 and properties.note.length = 4', event)).toBe(true)
})

test('a key below an empty value finds that value, as in Segment’s runtime', () => {
  const event: SegmentEvent = { type: 'track', properties: { discount: 0 } }
  expect(matches('properties.discount.amount = 0', event)).toBe(true)
  expect(asked('properties.discount.amount = 0', event)).toBe(true)
})
