/**
 * The MD5 of a text's UTF-8, in hexadecimal: how Boomtrain names a page that has no ID. It protects nothing, and is
 * written here because a library would be half of what the plugin may weigh.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1321
 */
export function md5(text: string): string {
  const message = padded(new TextEncoder().encode(text))
  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476)
  for (let start = 0; start < message.byteLength; start += 64) mix(state, new DataView(message, start, 64))
  return Array.from(state, littleEndianHex).join('')
}

/** The bytes, a one, zeros up to a full block, and the count of bits at its end. */
function padded(bytes: Uint8Array): ArrayBuffer {
  const message = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
  message.set(bytes)
  message[bytes.length] = 0x80
  new DataView(message.buffer).setUint32(message.length - 8, bytes.length * 8, true)
  return message.buffer
}

/** What differs from round to round: the function, the factor and offset of the next word, and the rotations. */
const ROUNDS: readonly {
  readonly combine: (b: number, c: number, d: number) => number
  readonly word: readonly [factor: number, offset: number]
  readonly rotations: readonly number[]
}[] = [
  { combine: (b, c, d) => (b & c) | (~b & d), word: [1, 0], rotations: [7, 12, 17, 22] },
  { combine: (b, c, d) => (b & d) | (c & ~d), word: [5, 1], rotations: [5, 9, 14, 20] },
  { combine: (b, c, d) => b ^ c ^ d, word: [3, 5], rotations: [4, 11, 16, 23] },
  { combine: (b, c, d) => c ^ (b | ~d), word: [7, 0], rotations: [6, 10, 15, 21] }
]

function mix(state: Uint32Array, block: DataView): void {
  let [a = 0, b = 0, c = 0, d = 0] = state
  let step = 0
  for (const { combine, word, rotations } of ROUNDS) {
    for (let turn = 0; turn < 16; turn++, step++) {
      const sine = Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32)
      const sum = (a + combine(b, c, d) + sine + block.getUint32(((word[0] * step + word[1]) % 16) * 4, true)) | 0
      const rotation = rotations[turn % 4] ?? 0
      const rotated = (sum << rotation) | (sum >>> (32 - rotation))
      a = d
      d = c
      c = b
      b = (b + rotated) | 0
    }
  }
  for (const [index, value] of [a, b, c, d].entries()) state[index] = (state[index] ?? 0) + value
}

const littleEndianHex = (word: number): string =>
  [0, 8, 16, 24].map((shift) => ((word >>> shift) & 255).toString(16).padStart(2, '0')).join('')
