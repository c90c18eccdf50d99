import { amountOf, currencyOf } from './money'

test.each([
  ['49.9', 49.9],
  [' $49.90 ', 49.9],
  ['.5', 0.5],
  ['1e+21', 1e21],
  ['0.1', 0.1]
])('%j is an amount', (text, amount) => {
  expect(amountOf(text, 'payment')).toBe(amount)
})

test.each([
  '',
  ' ',
  '0',
  '0.00',
  '-5',
  'NaN',
  'Infinity',
  '1e999',
  '1,234.50',
  '1.234,50',
  'true',
  '49 EUR',
  '0x10',
  '$'
])('%j is none, and never zero', (text) => {
  expect(amountOf(text, 'refund')).toHaveProperty('reason', expect.stringContaining('refund is not usable'))
})

test('currencies are codes, upper-cased; others are noted and left out', () => {
  const note = jest.fn()
  expect([
    currencyOf('EUR', note),
    currencyOf(' usd ', note),
    currencyOf(undefined, note),
    currencyOf('', note)
  ]).toEqual(['EUR', 'USD', undefined, undefined])
  expect(note).not.toHaveBeenCalled()
  expect(currencyOf('pounds', note)).toBeUndefined()
  expect(note).toHaveBeenCalledTimes(1)
})
