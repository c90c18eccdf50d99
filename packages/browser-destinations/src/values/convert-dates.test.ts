import { convertDates, unixSeconds } from './convert-dates'

const convert = (value: unknown): unknown => convertDates({ value }, unixSeconds)['value']

test.each([
  ['2024-01-31', 1706659200],
  ['2024-01-31T10:00', 1706695200],
  ['2024-01-31T10:00:00', 1706695200],
  ['2024-01-31 10:00:00', 1706695200],
  ['2024-01-31T10:00:00Z', 1706695200],
  ['2024-01-31T10:00:00.999Z', 1706695200],
  ['2024-01-31T10:00:00,999Z', 1706695200],
  ['2024-01-31T10:00:00+02:00', 1706688000],
  ['2024-01-31T10:00:00+0200', 1706688000],
  ['2024-01-31T10:00:00-02', 1706702400],
  ['1969-12-31T23:59:59.500Z', -1]
])('%s is %i', (text, seconds) => {
  expect(convert(text)).toBe(seconds)
})

test.each([
  '',
  '2024',
  '2024-01',
  '20240131',
  '2024-02-30',
  '2024-13-01',
  '2024-01-31T25:00',
  '2024-01-31x',
  ' 2024-01-31',
  'on 2024-01-31',
  '1706659200',
  12,
  true,
  null
])('%j is no date', (value) => {
  expect(convert(value)).toBe(value)
})

test('a Date is converted, and one that is none is left out', () => {
  expect(convertDates({ at: new Date(1500), never: new Date('never') }, unixSeconds)).toEqual({ at: 1 })
  expect(Object.keys(convertDates({ never: new Date('never'), nothing: undefined }, unixSeconds))).toEqual([])
})

test('dates are found at any depth, and nothing is changed in place', () => {
  const value = { list: ['2024-01-31', { at: new Date(1500) }], deep: { at: '2024-01-31' } }
  expect(convert(value)).toEqual({ list: [1706659200, { at: 1 }], deep: { at: 1706659200 } })
  expect(value.list[0]).toBe('2024-01-31')
  expect(value.deep.at).toBe('2024-01-31')
})

test.each(['id', 'ids', 'order_id', 'orderId', 'Order ID', 'name', 'first_name', 'productIds'])(
  'a text called %s keeps its text, in lists too',
  (key) => {
    expect(convertDates({ [key]: '2024-01-31' }, unixSeconds)).toEqual({ [key]: '2024-01-31' })
    expect(convertDates({ [key]: ['2024-01-31'] }, unixSeconds)).toEqual({ [key]: ['2024-01-31'] })
  }
)

test('what is neither a plain object nor a Date is handed on', () => {
  const map = new Map([['at', '2024-01-31']])
  expect(convert(map)).toBe(map)
})
