import fc from 'fast-check'
import { eventId } from './event-id'

test('is a ULID whose time part is the time of the event', () => {
  // 01ARZ3NDEKTSV4RRFFQ69G5FAV is the example of the specification; its time is 1469922850259.
  expect(eventId('m', 'n', 1469922850259).slice(0, 10)).toBe('01ARZ3NDEK')
  expect(eventId('m', 'n', 0).slice(0, 10)).toBe('0000000000')
  expect(eventId('m', 'n', Number.MAX_SAFE_INTEGER).slice(0, 10)).toBe('7ZZZZZZZZZ')
  expect(eventId('m', 'n', -1).slice(0, 10)).toBe('0000000000')
})

test('is the same for the same event, and another for any other', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (messageId, name, other) => {
      expect(eventId(messageId, name, 5)).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
      expect(eventId(messageId, name, 5)).toBe(eventId(messageId, name, 5))
      if (other !== messageId) expect(eventId(other, name, 5)).not.toBe(eventId(messageId, name, 5))
      if (other !== name) expect(eventId(messageId, other, 5)).not.toBe(eventId(messageId, name, 5))
    })
  )
})

test('a hundred thousand messages in one millisecond get as many ids', () => {
  const ids = new Set(Array.from({ length: 100_000 }, (_, index) => eventId(`ajs-next-${index}`, 'Signed Up', 5)))
  expect(ids.size).toBe(100_000)
})

test('where the message id ends and the name begins makes a difference', () => {
  expect(eventId('ab', 'c', 5)).not.toBe(eventId('a', 'bc', 5))
})
