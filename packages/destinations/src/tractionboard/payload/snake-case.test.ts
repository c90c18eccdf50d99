import { snakeCase } from './snake-case'

test.each([
  ['order_completed_last_30days', 'order_completed_last_30days'],
  ['Order Completed, last 30days', 'order_completed_last_30days'],
  ['  Big-Spender!  ', 'big_spender'],
  ['bigSpender', 'big_spender'],
  ['Größe Käufer', 'größe_käufer'],
  ['—', '']
])('%j is %j', (name, expected) => {
  expect(snakeCase(name)).toBe(expected)
})
