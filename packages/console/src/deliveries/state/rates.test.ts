import type { Moment } from '@waybill/server/operations'
import { seriesOf, withMoment } from './rates'

const moment = (at: number, accepted: number, delivered: number, waiting = 0): Moment => ({
  at,
  totals: { accepted, returned: 0, repeated: 0, delivered, rejected: 0, expired: 0, skipped: 0, retried: 0 },
  instances: {},
  waiting,
  deadLetters: 2
})

const valuesOf = (moments: readonly Moment[]) =>
  Object.fromEntries(seriesOf(moments).map(({ title, values }) => [title, values]))

test('rates are differences, the rest is as it was', () => {
  expect(valuesOf([moment(0, 10, 0, 10), moment(5000, 60, 25, 35), moment(7000, 60, 65, 0)])).toEqual({
    Accepted: [10, 0],
    Delivered: [5, 20],
    Waiting: [10, 35, 0],
    'Dead letters': [2, 2, 2]
  })
})

test('nothing, one moment, and two at one time make no rate', () => {
  expect(valuesOf([])).toMatchObject({ Accepted: [], Waiting: [] })
  expect(valuesOf([moment(0, 1, 1)])).toMatchObject({ Accepted: [], Waiting: [0] })
  expect(valuesOf([moment(0, 1, 1), moment(0, 5, 5)])).toMatchObject({ Accepted: [0] })
})

test('a quarter of an hour is kept, and a service started anew begins anew', () => {
  let moments: readonly Moment[] = []
  for (let index = 0; index < 200; index += 1) moments = withMoment(moments, moment(index * 5000, index, 0))
  expect(moments).toHaveLength(180)
  expect(moments.at(-1)?.totals.accepted).toBe(199)
  expect(withMoment(moments, moment(2_000_000, 3, 0))).toHaveLength(1)
})
