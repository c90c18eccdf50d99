/**
 * The MD5 of a text's UTF-8, in hexadecimal: how Boomtrain's library in the browser names a page that has no ID, so
 * that a page is the same resource whoever reports it. It protects nothing.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1321
 */
export function md5(text: string): string {
  const words = paddedWords(encoder.encode(text))
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476)
  for (let block = 0; block < words.length; block += 16) mix(state, words, block)
  return hexadecimal(state)
}

const encoder = new TextEncoder()

/** The bytes as 32-bit words, little end first; then a one, zeros, and the count of bits. */
function paddedWords(bytes: Uint8Array): Int32Array {
  const words = new Int32Array((((bytes.length + 8) >>> 6) + 1) * 16)
  for (let index = 0; index < bytes.length; index++) setByte(words, index, bytes[index] ?? 0)
  setByte(words, bytes.length, 0x80)
  words[words.length - 2] = bytes.length << 3
  words[words.length - 1] = bytes.length >>> 29
  return words
}

function setByte(words: Int32Array, index: number, byte: number): void {
  const word = index >>> 2
  words[word] = (words[word] ?? 0) | (byte << ((index & 3) * 8))
}

// What differs from step to step: how far to rotate, which word to take, and the sine that is added.
const SHIFTS = Uint8Array.from(
  [
    [7, 12, 17, 22],
    [5, 9, 14, 20],
    [4, 11, 16, 23],
    [6, 10, 15, 21]
  ].flatMap((round) => [...round, ...round, ...round, ...round])
)
const WORDS = Uint8Array.from({ length: 64 }, (_, step) => {
  const [factor = 1, start = 0] = [[1], [5, 1], [3, 5], [7]][step >>> 4] ?? []
  return (factor * step + start) & 15
})
const SINES = Int32Array.from({ length: 64 }, (_, step) => Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32) | 0)

/** Mixes one block of sixteen words into the state. Local variables only: this runs 64 times for every page. */
function mix(state: Int32Array, words: Int32Array, block: number): void {
  let [a = 0, b = 0, c = 0, d = 0] = state
  for (let step = 0; step < 64; step++) {
    let mixture: number
    if (step < 16) mixture = (b & c) | (~b & d)
    else if (step < 32) mixture = (b & d) | (c & ~d)
    else if (step < 48) mixture = b ^ c ^ d
    else mixture = c ^ (b | ~d)
    const sum = (a + mixture + (SINES[step] ?? 0) + (words[block + (WORDS[step] ?? 0)] ?? 0)) | 0
    const shift = SHIFTS[step] ?? 0
    a = d
    d = c
    c = b
    b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0
  }
  state[0] = (state[0] ?? 0) + a
  state[1] = (state[1] ?? 0) + b
  state[2] = (state[2] ?? 0) + c
  state[3] = (state[3] ?? 0) + d
}

const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function hexadecimal(state: Int32Array): string {
  let text = ''
  for (const word of state) for (let shift = 0; shift < 32; shift += 8) text += BYTES[(word >>> shift) & 255]
  return text
}
