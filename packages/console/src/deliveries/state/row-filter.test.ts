import type { Row } from './row'
import { isFiltering, isShown, NO_FILTER } from './row-filter'
import type { RowFilter } from './row-filter'

const row: Row = {
  key: '1',
  at: 0,
  kind: 'delivered',
  messageId: 'm-77',
  user: 'Ada',
  event: 'Order Completed',
  instance: 'acme',
  subscription: 'Orders',
  reason: null
}

const shown = (filter: Partial<RowFilter>, changed: Partial<Row> = {}): boolean =>
  isShown({ ...row, ...changed }, { ...NO_FILTER, ...filter })

test.each<[Partial<RowFilter>]>([
  [{}],
  [{ user: 'ada' }],
  [{ user: ' ad' }],
  [{ event: 'order' }],
  [{ event: 'M-77' }],
  [{ instance: 'acme' }],
  [{ kind: 'delivered' }],
  [{ user: 'a', event: 'completed', instance: 'acme', kind: 'delivered' }]
])('%j shows it', (filter) => {
  expect(shown(filter)).toBe(true)
})

test.each<[Partial<RowFilter>]>([
  [{ user: 'bob' }],
  [{ event: 'cart' }],
  [{ instance: 'acm' }],
  [{ kind: 'rejected' }],
  [{ user: 'ada', kind: 'skipped' }]
])('%j does not', (filter) => {
  expect(shown(filter)).toBe(false)
})

test('what nobody did and what has no instance is found by neither', () => {
  expect(shown({ user: 'a' }, { user: null })).toBe(false)
  expect(shown({ instance: 'acme' }, { instance: null })).toBe(false)
})

test('a filter of nothing filters nothing', () => {
  expect(isFiltering(NO_FILTER)).toBe(false)
  expect(isFiltering({ ...NO_FILTER, kind: 'retried' })).toBe(true)
})
