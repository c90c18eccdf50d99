import { exhaustedMilliseconds } from './exhausted'

test.each([
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }, 30_000],
  [{ 'ratelimit-remaining': ' 0 ', 'ratelimit-reset': '2' }, 2000],
  [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1700000060' }, 60_000],
  [{ 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '30' }, undefined],
  [{ 'x-ratelimit-remaining': '0' }, undefined],
  [{ 'x-ratelimit-reset': '30' }, undefined]
])('of %o the wait is %s', (headers, expected) => {
  expect(exhaustedMilliseconds(headers as Readonly<Record<string, string>>, 1_700_000_000_000)).toBe(expected)
})
