import type { SegmentEvent } from '../event'
import { explainFql, parseFql } from '.'

function explained(source: string, event: SegmentEvent) {
  const result = parseFql(source)
  if (!result.ok) throw new Error(result.error.message)
  return explainFql(result.ast, event)
}

const event: SegmentEvent = { type: 'track', event: 'Order Completed', properties: { total: 12, plan: { tier: null } } }

test('every clause is told with its text, what was found, and whether it matched', () => {
  const { matched, clauses } = explained(
    'type  =  "page" and (properties.total > 10 or !contains( event, "Order" )) and properties.plan.name = null',
    event
  )
  expect(matched).toBe(false)
  expect(clauses).toEqual([
    { source: 'type  =  "page"', matched: false, actual: 'track' },
    { source: 'properties.total > 10', matched: true, actual: 12 },
    { source: '!contains( event, "Order" )', matched: false, actual: 'Order Completed' },
    { source: 'properties.plan.name = null', matched: true, actual: undefined }
  ])
})

test.each([
  [
    'of "and" that fails, the clauses that fail',
    'type = "page" and event = "Order Completed" and name = "x"',
    ['type = "page"', 'name = "x"']
  ],
  ['of "and" that holds, all', 'type = "track" and name = null', ['type = "track"', 'name = null']],
  ['of "or" that holds, the clauses that hold', 'type = "page" or type = "track"', ['type = "track"']],
  ['of "or" that fails, all', 'type = "page" or type = "screen"', ['type = "page"', 'type = "screen"']],
  ['of a negation, those of what it negates', '!(type = "track" or type = "page")', ['type = "track"']],
  [
    'of groups, those of the groups that decide',
    '(type = "page" or name = "x") and event != "A"',
    ['type = "page"', 'name = "x"']
  ]
])('decisive are, %s', (_, source, decisive) => {
  expect(explained(source, event).decisive.map((clause) => clause.source)).toEqual(decisive)
})
