import { millisecondsOrNote, secondsOrNote } from './time-or-note'

test.each(['2020-01-01T00:00:00.500Z', '1577836800.5', '1577836800500'])('%s is read', (text) => {
  const note = jest.fn()
  expect(millisecondsOrNote(text, 'Time', note)).toBe(1577836800500)
  expect(secondsOrNote(text, 'Time', note)).toBe(1577836800)
  expect(note).not.toHaveBeenCalled()
})

test('what cannot be read is left out with a note that does not tell the value', () => {
  const note = jest.fn()
  expect(secondsOrNote('tomorrow', 'Created At', note)).toBeUndefined()
  expect(note.mock.calls).toEqual([['Created At was left out: it is not a date, a time or a unix timestamp.']])
})

test('nothing is left out in silence', () => {
  const note = jest.fn()
  expect(secondsOrNote(undefined, 'Time', note)).toBeUndefined()
  expect(secondsOrNote('', 'Time', note)).toBeUndefined()
  expect(note).not.toHaveBeenCalled()
})
