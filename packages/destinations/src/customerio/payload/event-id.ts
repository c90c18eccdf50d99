const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

// Two digits at a time: every event gets an id, so this runs for each of them.
const PAIRS = Array.from({ length: 1024 }, (_, value) => CROCKFORD.charAt(value >>> 5) + CROCKFORD.charAt(value & 31))
const pair = (value: number): string => PAIRS[value & 1023] ?? ''

/**
 * A ULID that the same event always gets again, so that Customer.io ignores a repeated delivery: its time part is the
 * event's time, the rest is made from the message id and the event's name (one message may become two events).
 *
 * @see https://github.com/ulid/spec
 */
export function eventId(messageId: string, name: string, milliseconds: number): string {
  const [first, second, third] = hash(messageId, name)
  return (
    timePart(milliseconds) +
    pair(first) +
    pair(first >>> 10) +
    pair(first >>> 20) +
    pair(second) +
    pair(second >>> 10) +
    pair(second >>> 20) +
    pair(third) +
    pair(third >>> 10)
  )
}

// The largest time a ULID can hold.
const MAXIMUM_TIME = 2 ** 48 - 1

/** Ten digits of milliseconds; the number is cut in two, since bit operations see 32 bits only. */
function timePart(milliseconds: number): string {
  const time = Math.min(Math.max(milliseconds, 0), MAXIMUM_TIME)
  const high = Math.floor(time / 2 ** 20)
  const low = time % 2 ** 20
  return pair(high >>> 20) + pair(high >>> 10) + pair(high) + pair(low >>> 10) + pair(low)
}

/** Three well spread 32-bit numbers of two texts, in one pass; not meant to withstand an attacker. */
function hash(first: string, second: string): readonly [number, number, number] {
  let one = 0x9e3779b9
  let two = 0x85ebca6b
  for (let index = 0; index < first.length; index++) {
    const unit = first.charCodeAt(index)
    one = Math.imul(one ^ unit, 0x01000193)
    two = Math.imul(two + unit, 0x5bd1e995) ^ (two >>> 15)
  }
  // What separates the texts, so that "ab" + "c" differs from "a" + "bc".
  one = Math.imul(one ^ 0x10000, 0x01000193)
  for (let index = 0; index < second.length; index++) {
    const unit = second.charCodeAt(index)
    one = Math.imul(one ^ unit, 0x01000193)
    two = Math.imul(two + unit, 0x5bd1e995) ^ (two >>> 15)
  }
  return [finish(one), finish(two), finish(one ^ Math.imul(two, 0x9e3779b1))]
}

/** The finaliser of MurmurHash3: every bit of the state touches every bit of the result. */
function finish(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
