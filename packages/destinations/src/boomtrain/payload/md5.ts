/**
 * The MD5 of a text's UTF-8, in hexadecimal: how Boomtrain's library in the browser names a page that has no ID, so
 * that a page is the same resource whoever reports it. It protects nothing.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1321
 */
export function md5(text: string): string {
  const words = paddedWords(new TextEncoder().encode(text))
  let state: State = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476]
  for (let block = 0; block < words.length; block += 16) state = mix(state, words, block)
  return state.map(hexadecimal).join('')
}

type State = readonly [number, number, number, number]

/** The bytes as 32-bit words, little end first; then a one, zeros, and the count of bits. */
function paddedWords(bytes: Uint8Array): Int32Array {
  const words = new Int32Array((((bytes.length + 8) >>> 6) + 1) * 16)
  const view = new DataView(words.buffer)
  for (let index = 0; index < bytes.length; index++) view.setUint8(index, bytes[index] ?? 0)
  view.setUint8(bytes.length, 0x80)
  for (let index = 0; index < words.length; index++) words[index] = view.getInt32(index * 4, true)
  words[words.length - 2] = bytes.length << 3
  words[words.length - 1] = bytes.length >>> 29
  return words
}

const SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21]
] as const

const SINES = Int32Array.from({ length: 64 }, (_, step) => Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32) | 0)

function mix(state: State, words: Int32Array, block: number): State {
  let mixed = state
  for (let step = 0; step < 64; step++) {
    const [a, b, c, d] = mixed
    const round = step >>> 4
    const word = words[block + wordOf(round, step)] ?? 0
    const sum = (a + mixture(round, mixed) + (SINES[step] ?? 0) + word) | 0
    const shift = SHIFTS[round]?.[step & 3] ?? 0
    mixed = [d, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0, b, c]
  }
  return [(state[0] + mixed[0]) | 0, (state[1] + mixed[1]) | 0, (state[2] + mixed[2]) | 0, (state[3] + mixed[3]) | 0]
}

/** What a round mixes of the three words that are not replaced. */
function mixture(round: number, [, b, c, d]: State): number {
  if (round === 0) return (b & c) | (~b & d)
  if (round === 1) return (b & d) | (c & ~d)
  return round === 2 ? b ^ c ^ d : c ^ (b | ~d)
}

/** Which word of the block a step takes. */
function wordOf(round: number, step: number): number {
  if (round === 0) return step
  if (round === 1) return (5 * step + 1) & 15
  return round === 2 ? (3 * step + 5) & 15 : (7 * step) & 15
}

const hexadecimal = (word: number): string =>
  [0, 8, 16, 24].map((shift) => ((word >>> shift) & 255).toString(16).padStart(2, '0')).join('')
