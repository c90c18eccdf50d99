import * as segment from '@segment/destination-subscriptions'
import type { SegmentEvent } from '../event'
import { compileFql, parseFql, segmentDifference } from '.'

function ours(source: string, event: SegmentEvent): boolean {
  const result = parseFql(source)
  return result.ok && compileFql(result.ast)(event)
}

const segments = (source: string, event: SegmentEvent): boolean => segment.validate(segment.parseFql(source), event)

/** Our answer and Segment's. */
const both = (source: string, event: SegmentEvent) => ({ ours: ours(source, event), segment: segments(source, event) })

const track = (event: string, properties: { readonly [key: string]: unknown } = {}): SegmentEvent => ({
  type: 'track',
  event,
  properties
})

describe('the groups of an expression', () => {
  test('mixed "and" and "or": Segment joins the whole level by the last one', () => {
    const source = 'type = "track" and event = "A" or event = "B"'
    expect(both(source, track('C'))).toEqual({ ours: false, segment: true })
    expect(segmentDifference(source)).toEqual({
      problem: 'Segment joins all conditions of a level by the level\'s last operator, here "or".',
      segmentReads: 'type = "track" or event = "A" or event = "B"',
      suggestion: '(type = "track" and event = "A") or event = "B"'
    })
  })

  test('the ")" of a call: Segment ends the group there', () => {
    const source = 'type = "track" and (contains(event, "Order") or event = "B")'
    expect(both(source, track('C'))).toEqual({ ours: false, segment: true })
    expect(segmentDifference(source)).toEqual({
      problem:
        'Segment ends a group in parentheses at the first ")", also where that closes contains() or match(). ' +
        'Segment joins all conditions of a level by the level\'s last operator, here "or".',
      segmentReads: 'type = "track" or contains(event, "Order") or event = "B"',
      suggestion: 'type = "track" and (event = "B" or contains(event, "Order"))'
    })
  })

  test('two calls in a group: the suggestion gives each a group of its own', () => {
    const source = 'type = "track" and (contains(event, "A") or match(event, "B*"))'
    expect(segmentDifference(source)?.suggestion).toBe(
      '(type = "track" and contains(event, "A")) or (type = "track" and match(event, "B*"))'
    )
  })

  test('parentheses in parentheses: Segment refuses the expression', () => {
    const source = 'type = "track" and (event = "A" or (event = "B" and name = null))'
    expect(both(source, track('A'))).toEqual({ ours: true, segment: false })
    expect(segmentDifference(source)).toEqual({
      problem: "Segment's parser fails: it cannot read parentheses inside parentheses.",
      segmentReads: 'Segment refuses the expression, and no event matches.',
      suggestion: 'type = "track" and (event = "A" or event = "B") and (event = "A" or name = null)'
    })
  })

  test.each([
    ['type = "track" and !(event = "A")', 'type = "track" and event = "A"', 'type = "track" and event != "A"'],
    ['type = "track" and not event = "A"', 'type = "track" and event = "A"', 'type = "track" and event != "A"'],
    ['not contains(event, "A")', 'contains(event, "A")', undefined],
    ['!(properties.x > 5)', 'properties.x > 5', undefined]
  ])('a negation, %s: Segment passes over it', (source, segmentReads, suggestion) => {
    const difference = segmentDifference(source)
    expect(difference?.segmentReads).toBe(segmentReads)
    expect(difference?.suggestion).toBe(suggestion)
    expect(difference?.problem).toMatch(/passes over/)
    expect(both('type = "track" and !(event = "A")', track('A'))).toEqual({ ours: false, segment: true })
  })

  test('an empty group: Segment fails on the event', () => {
    const source = 'type = "track" and (anonymousId = "a")'
    expect(() => segments(source, track('A'))).toThrow(TypeError)
    expect(segmentDifference(source)?.segmentReads).toMatch(/fails with a TypeError/)
  })

  test('an empty group after a clause that never holds: Segment does not get there', () => {
    const source = 'properties.x <=5 and (anonymousId = "a")'
    expect(segments(source, track('A', { x: 1 }))).toBe(false)
    expect(segmentDifference(source)?.segmentReads).toBe('Segment accepts the expression, but no event matches.')
  })

  test('"or(" without a space: Segment takes "or" for a name, and joins by "and"', () => {
    const source = 'type = "page" or(type = "track")'
    expect(both(source, track('A'))).toEqual({ ours: true, segment: false })
    expect(segmentDifference(source)).toMatchObject({
      segmentReads: 'type = "page" and type = "track"',
      suggestion: 'type = "page" or type = "track"'
    })
  })
})

describe('the words of an expression', () => {
  test.each(['anonymousId = "a"', 'messageId = "a"', 'integrations.All = true'])(
    'a field of an event that Segment does not have, %s: it drops the clause',
    (clause) => {
      const event: SegmentEvent = { ...track('A'), anonymousId: 'b', messageId: 'b', integrations: { All: false } }
      expect(both(`type = "track" and ${clause}`, event)).toEqual({ ours: false, segment: true })
      expect(segmentDifference(`type = "track" and ${clause}`)?.segmentReads).toBe('type = "track"')
      expect(segmentDifference(clause)?.segmentReads).toMatch(/^Segment refuses/)
    }
  )

  test.each(['event in ["A"]', 'length(event) > 1', 'lowercase(event) = "a"', 'typeof(event) = "string"'])(
    '%s: neither matches anything',
    (source) => {
      expect(both(source, track('A'))).toEqual({ ours: false, segment: false })
      expect(segmentDifference(source)).toBeUndefined()
    }
  )

  test.each([
    ['type = track', 'type = "track"'],
    ['event = an', 'event = "a"'],
    ['type = "track" AND event = "A"', 'type = "track" and event = "A"'],
    ['type = "track" OR event = "A"', 'type = "track" and event = "A"'],
    ['type = "track" event = "A"', 'type = "track" and event = "A"'],
    ['type.x = "track"', 'type = "track"'],
    ['properties = null', 'properties.properties = null'],
    ['contains(event)', 'contains(event, "eos")']
  ])('%s is a mistake that Segment reads all the same', (source, segmentReads) => {
    expect(parseFql(source).ok).toBe(false)
    expect(segmentDifference(source)?.segmentReads).toBe(segmentReads)
    expect(segmentDifference(source)?.problem).toMatch(/^Segment reads it in spite of a mistake: Expected /)
  })

  test.each([
    ['type = "track" and event !="A"', 'type = "track" and event != "A"', /space after the "!="/],
    ['properties.x <=5', 'properties.x <= 5', /finds = where a number belongs after "<"/],
    ['properties.and = 1', 'properties.\\and = 1', /where an operator belongs/],
    ['contains(type, "a")', undefined, /drops contains\(\) on "type"/],
    ["event = 'A'", 'event = "A"', /single quotes/],
    ['event = "a\\\\b"', undefined, /backslashes/],
    ['event = null', undefined, /the text "null"/],
    ['event != null', undefined, /the text "null"/],
    ['properties.x != true', undefined, /no boolean equals/],
    ['match(event, "A")', 'event = "A"', /one star/],
    ['match(event, "*A*")', 'contains(event, "A")', /one star/],
    ['match(event, "A*B")', undefined, /one star/],
    ['properties.a\\.b = 1', undefined, /splits the key "a.b"/],
    ['properties.constructor = null', undefined, /objects inherit it/]
  ])('%s: Segment reads it otherwise', (source, suggestion, problem) => {
    expect(segmentDifference(source)?.suggestion).toBe(suggestion)
    expect(segmentDifference(source)?.problem).toMatch(problem)
  })
})

describe('where Segment contradicts itself, comparison by comparison', () => {
  test.each([
    ['properties.x = true', true, { ours: true, segment: true }],
    ['properties.x != true', true, { ours: false, segment: true }],
    ['properties.x != true', 'true', { ours: true, segment: false }]
  ])('%s for %j', (source, x, answers) => {
    expect(both(source, track('A', { x }))).toEqual(answers)
  })

  test.each([
    ['event = null', { ours: true, segment: false }],
    ['event != null', { ours: false, segment: true }]
  ])('%s without an event name', (source, answers) => {
    expect(both(source, { type: 'identify' })).toEqual(answers)
  })

  // Quirks, but consistent ones: the literal says what type of value the clause speaks about. They are kept, so that
  // a subscription moved here matches the same events; a negation says the other thing.
  test.each([
    ['properties.missing != "x"', { ours: true, segment: true }],
    ['properties.missing != 11', { ours: false, segment: false }],
    ['!(properties.missing = 11)', { ours: true, segment: false }],
    ['!contains(properties.missing, "x")', { ours: false, segment: false }],
    ['!(contains(properties.missing, "x"))', { ours: true, segment: false }],
    ['properties.total = "10"', { ours: false, segment: false }],
    ['properties.total = 10', { ours: true, segment: true }],
    ['properties.vip = "true"', { ours: false, segment: false }],
    ['properties.vip = true', { ours: true, segment: true }]
  ])('%s', (source, answers) => {
    expect(both(source, track('A', { total: 10, vip: true }))).toEqual(answers)
  })
})

test.each([
  'type = "track"',
  'type = "identify" or type = "track"',
  'type = "track" and event != "A" and event != "B"',
  'type = "track" and (event = "A" or event = "B")',
  '(type = "track") and (event = "A" and name = null)',
  'type = "track" and (event = "B" or contains(event, "Order"))',
  '!contains(event, "A") and match(name, "A*") and !match(context.page.path, "*/end")',
  'properties.a\\ b.\\1 = "x" and traits.vip = true and userId = 7 and properties.x > "10"'
])('both read %s alike', (source) => {
  expect(segmentDifference(source)).toBeUndefined()
})

test('an expression that neither can read is no difference', () => {
  expect(segmentDifference('')).toBeUndefined()
  expect(segmentDifference('type = "track')).toBeUndefined()
})
