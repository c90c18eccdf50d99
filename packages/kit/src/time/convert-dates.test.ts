import { isJsonObject } from '../json'
import { convertDates } from './convert-dates'

describe('convertDates', () => {
  test('returns what holds no date as it is', () => {
    const value = { name: 'Ada', tags: ['a', { b: 1 }], none: null }
    expect(convertDates(value)).toBe(value)
  })

  test('copies only along the way to a date', () => {
    const kept = { b: 1 }
    const value = { kept, since: '2020-01-01' }
    expect(convertDates(value)).toEqual({ kept, since: 1577836800 })
    const converted = convertDates(value)
    expect(isJsonObject(converted) && converted['kept'] === kept).toBe(true)
    expect(value.since).toBe('2020-01-01')
  })

  test.each([
    'id',
    'ids',
    'ID',
    'order_id',
    'ORDER_ID',
    'orderId',
    'Order ID',
    'name',
    'names',
    'first_name',
    'file_names',
    'username',
    'productIds',
    'external_ids'
  ])('leaves %s alone', (key) => {
    expect(convertDates({ [key]: '2020-01-01' })).toEqual({ [key]: '2020-01-01' })
  })

  test.each(['paid', 'candid', 'updated_at', 'renamed'])('does not take %s for an identifier', (key) => {
    expect(convertDates({ [key]: '2020-01-01' })).toEqual({ [key]: 1577836800 })
  })
})
