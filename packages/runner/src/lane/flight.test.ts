import type { Entry, Line } from './entry'
import { beginFlight, callOff, halve, keepOrder, nextPart, turnBack } from './flight'
import type { Flight } from './flight'

const lines = new Map(['a', 'b'].map((key) => [key, { key } as Line]))

const entries = (text: string): readonly Entry[] =>
  text.split(' ').map((name) => ({ line: lines.get(name.charAt(0)), sequence: Number(name.slice(1)) }) as Entry)

const names = (all: readonly Entry[] = []): string => all.map(({ line, sequence }) => line.key + sequence).join(' ')

const backOf = ({ back }: Flight, key: string): string =>
  Array.from(back)
    .flatMap(([line, { entries: all }]) => (line.key === key ? [names(all)] : []))
    .join(' ')

test('halves travel one after the other, the first half first', () => {
  const flight = beginFlight(entries('a1 b2 a3 b4 a5'))
  halve(flight, nextPart(flight) ?? [])
  expect([names(nextPart(flight)), names(nextPart(flight)), nextPart(flight)]).toEqual(['a1 b2 a3', 'b4 a5', undefined])
})

test('later items of a user whose item goes back go back with it; the others travel on', () => {
  const flight = beginFlight(entries('a1 b2 a3 b4'))
  halve(flight, nextPart(flight) ?? [])
  const [first] = nextPart(flight) ?? []
  if (first !== undefined) turnBack(flight, first, 500)
  keepOrder(flight)
  expect(names(nextPart(flight))).toBe('b4')
  expect(backOf(flight, 'a')).toBe('a1 a3')
  expect(Array.from(flight.back.values(), ({ dueAt }) => dueAt)).toEqual([500])
})

test('a flight that is called off takes back whatever has not travelled', () => {
  const flight = beginFlight(entries('a1 b2 a3'))
  halve(flight, nextPart(flight) ?? [])
  nextPart(flight)
  callOff(flight)
  expect([backOf(flight, 'a'), backOf(flight, 'b'), nextPart(flight)]).toEqual(['a3', '', undefined])
})
