import { retryAfterMilliseconds } from './retry-after'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)
const HOUR = 3_600_000

const wait = (headers: Readonly<Record<string, string>>) => retryAfterMilliseconds(headers, NOW)

test.each([
  ['seconds', '120', 120_000],
  ['parts of a second', '0.5', 500],
  ['nothing to wait', '0', 0],
  ['seconds with space around', ' 7 ', 7000],
  ['an HTTP date', 'Fri, 02 Jan 2026 03:05:05 GMT', 60_000],
  ['an HTTP date that is over', 'Fri, 02 Jan 2026 03:00:00 GMT', 0],
  ['unix seconds', String(NOW / 1000 + 90), 90_000],
  ['unix seconds that are over', String(NOW / 1000 - 90), 0],
  ['unix milliseconds', String(NOW + 90_000), 90_000],
  ['unix milliseconds that are over', String(NOW - 90_000), 0],
  ['less than nothing', '-5', 0],
  ['an hour', '3600', HOUR],
  ['more than an hour', '3601', HOUR],
  ['an HTTP date in more than an hour', 'Sat, 03 Jan 2026 03:04:05 GMT', HOUR],
  ['unix seconds in more than an hour', String(NOW / 1000 + 3601), HOUR],
  ['the longest while', '999999999', HOUR],
  ['the first point in time', '1000000000', 0],
  ['the last second', '999999999999', HOUR],
  ['the first millisecond', '1000000000000', 0]
])('reads %s', (_form, value, milliseconds) => {
  for (const name of ['retry-after', 'x-ratelimit-retry-after', 'ratelimit-reset', 'x-ratelimit-reset']) {
    expect({ name, milliseconds: wait({ [name]: value }) }).toEqual({ name, milliseconds })
  }
})

test('the more specific header wins', () => {
  const all = { 'retry-after': '1', 'x-ratelimit-retry-after': '2', 'ratelimit-reset': '3', 'x-ratelimit-reset': '4' }
  expect(wait(all)).toBe(1000)
  const { 'retry-after': _first, ...three } = all
  expect(wait(three)).toBe(2000)
  const { 'x-ratelimit-retry-after': _second, ...two } = three
  expect(wait(two)).toBe(3000)
})

test('a header that makes no sense is no header', () => {
  expect(wait({})).toBeUndefined()
  for (const value of ['', '   ', 'soon', 'Infinity', 'NaN']) {
    expect({ value, wait: wait({ 'retry-after': value }) }).toEqual({ value, wait: undefined })
    expect(wait({ 'retry-after': value, 'x-ratelimit-reset': '4' })).toBe(4000)
  }
})
