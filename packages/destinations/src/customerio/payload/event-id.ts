const CROCKFORD = Uint8Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (digit) => digit.charCodeAt(0))

/**
 * A ULID that the same event always gets again, so that Customer.io ignores a repeated delivery: its time part is the
 * event's time, the rest is made from the message id and the event's name (one message may become two events).
 *
 * @see https://github.com/ulid/spec
 */
export function eventId(messageId: string, name: string, milliseconds: number): string {
  const time = Math.min(Math.max(milliseconds, 0), MAXIMUM_TIME)
  const [first, second, third] = hash(messageId, name)
  writeDigits(0, Math.floor(time / 2 ** 25), 5)
  writeDigits(5, time % 2 ** 25, 5)
  writeDigits(10, first, 6)
  writeDigits(16, second, 6)
  writeDigits(22, third, 4)
  return String.fromCharCode(...digits)
}

// The largest time a ULID can hold.
const MAXIMUM_TIME = 2 ** 48 - 1

// Every event gets an id, so they are all written into one list: a text put together from parts would have to be
// flattened when the item is written.
const digits: number[] = Array.from({ length: 26 }, () => 0)

/** So many base-32 digits of a number, which holds five bits each, from a position on. */
function writeDigits(position: number, value: number, count: number): void {
  for (let index = count - 1, rest = value; index >= 0; index--, rest >>>= 5) {
    digits[position + index] = CROCKFORD[rest & 31] ?? 0
  }
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
