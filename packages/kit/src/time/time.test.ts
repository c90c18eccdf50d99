import fc from 'fast-check'
import { looksLikeDate, parseIsoDate, unixMilliseconds } from '.'

describe('parseIsoDate', () => {
  test.each([
    ['2020-01-01', '2020-01-01T00:00:00.000Z'],
    ['2020-02-29T12:30', '2020-02-29T12:30:00.000Z'],
    ['2020-01-01T00:00:00', '2020-01-01T00:00:00.000Z'],
    ['2020-01-01T00:00:00.123456789Z', '2020-01-01T00:00:00.123Z'],
    ['2020-01-01T00:00:00+05:30', '2019-12-31T18:30:00.000Z'],
    ['2020-01-01T00:00:00-0330', '2020-01-01T03:30:00.000Z'],
    ['0050-03-01', '0050-03-01T00:00:00.000Z']
  ])('reads %s as UTC unless it names a zone', (text, expected) => {
    expect(new Date(parseIsoDate(text) ?? Number.NaN).toISOString()).toBe(expected)
  })

  test.each([
    '',
    '2020',
    '2020-1-1',
    '2020-13-01',
    '2021-02-29',
    '2020-01-01 00:00:00',
    '2020-01-01T25:00',
    '2020-01-01T00:60',
    '2020-01-01T00:00:00+25:00',
    '2020-01-01Tx',
    '12-1-2021',
    '0000-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59-00:01',
    '2020-01-0x'
  ])('does not take %p for a date', (text) => {
    expect(parseIsoDate(text)).toBeUndefined()
  })

  test('agrees with Date on everything Date writes', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }), (date) => {
        expect(parseIsoDate(date.toISOString())).toBe(date.getTime())
        expect(looksLikeDate(date.toISOString())).toBe(true)
      })
    )
  })
})

describe('unixMilliseconds', () => {
  test.each([
    ['2020-01-01T00:00:00.999Z', 1577836800999],
    ['1969-12-31T23:59:59.500Z', -500],
    [1712345678, 1712345678000],
    [1712345678.5, 1712345678500],
    [1712345678123, 1712345678123],
    ['1712345678', 1712345678000],
    ['1712345678123', 1712345678123],
    [' 1712345678 ', 1712345678000],
    [0, 0],
    [253402300799999, 253402300799999],
    [-62167219200000, -62167219200000]
  ])('turns %p into %p', (value, expected) => {
    expect(unixMilliseconds(value)).toBe(expected)
  })

  test.each(['yesterday', '', null, undefined, true, {}, [], Number.NaN, Number.POSITIVE_INFINITY])(
    'has no answer for %p',
    (value) => {
      expect(unixMilliseconds(value)).toBeUndefined()
    }
  )

  test.each([253402300800000, -62167219200001, 1e21, '99999999999999999999', -1e300])(
    'has no answer for %p, a year that no vendor reads',
    (value) => {
      expect(unixMilliseconds(value)).toBeUndefined()
    }
  )
})
