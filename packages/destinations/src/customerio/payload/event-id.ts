const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * A ULID that the same event always gets again, so that Customer.io ignores a repeated delivery: its time part is the
 * event's time, the rest is made from the message id and the event's name (one message may become two events).
 *
 * @see https://github.com/ulid/spec
 */
export function eventId(messageId: string, name: string, milliseconds: number): string {
  // The largest time a ULID can hold is 2^48 - 1.
  let time = Math.min(Math.max(milliseconds, 0), 281474976710655)
  let timePart = ''
  for (let index = 0; index < 10; index++) {
    timePart = CROCKFORD.charAt(time % 32) + timePart
    time = Math.floor(time / 32)
  }
  const text = `${messageId}\n${name}`
  return (
    timePart +
    base32(hash(text, 0x9e3779b9)) +
    base32(hash(text, 0x85ebca6b)) +
    base32(hash(text, 0xc2b2ae35)).slice(0, 4)
  )
}

/** Six base-32 digits (30 bits). */
function base32(value: number): string {
  let digits = ''
  for (let index = 0; index < 6; index++) digits += CROCKFORD.charAt((value >>> (index * 5)) & 31)
  return digits
}

/** A 32-bit hash of a text, well spread (the finaliser of MurmurHash3); not meant to withstand an attacker. */
function hash(text: string, seed: number): number {
  let state = seed
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193)
    state ^= state >>> 15
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35)
  return (state ^ (state >>> 16)) >>> 0
}
