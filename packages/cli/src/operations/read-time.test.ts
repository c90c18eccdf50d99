import { readTime } from './read-time'

const NOW = Date.UTC(2026, 10, 22, 17)

test.each([
  ['2026-11-20', Date.UTC(2026, 10, 20)],
  ['2026-11-20T14:00', Date.UTC(2026, 10, 20, 14)],
  ['2026-11-20 14:00:30', Date.UTC(2026, 10, 20, 14, 0, 30)],
  ['2026-11-20T14:00Z', Date.UTC(2026, 10, 20, 14)],
  ['2026-11-20T14:00+02:00', Date.UTC(2026, 10, 20, 12)],
  ['30m', NOW - 30 * 60_000],
  ['2h', NOW - 2 * 3_600_000],
  ['7d', NOW - 7 * 86_400_000]
])('%s is a time, wherever the machine is', (text, time) => expect(readTime(text, NOW)).toBe(time))

test.each(['', 'yesterday', '5', '2w', '2026-13-01', '20.11.2026'])('"%s" is none', (text) =>
  expect(() => readTime(text, NOW)).toThrow(/Write a time as 2026-11-20/)
)
