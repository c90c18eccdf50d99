export type Encoding = 'utf8' | 'utf16le'

const REPLACEMENT = Buffer.from('\ufffd')

/** Bodies one after the other, and how many bytes each has; the bytes are to be written before others are encoded. */
export interface EncodedBodies {
  readonly encoding: Encoding
  readonly bytes: Buffer
  readonly lengths: readonly number[]
}

export function encodeBodies(bodies: readonly string[]): EncodedBodies {
  const encoded = encodeAs(bodies, 'utf8')
  // UTF-8 has no bytes for half a surrogate pair: the replacement character stands for it, and the text would change.
  if (!encoded.bytes.includes(REPLACEMENT) || bodies.every((body) => !/\p{Surrogate}/u.test(body))) return encoded
  return encodeAs(bodies, 'utf16le')
}

export function isEncoding(value: unknown): value is Encoding {
  return value === 'utf8' || value === 'utf16le'
}

function encodeAs(bodies: readonly string[], encoding: Encoding): EncodedBodies {
  const lengths = bodies.map((body) => Buffer.byteLength(body, encoding))
  const bytes = bufferOf(lengths.reduce((sum, length) => sum + length, 0))
  let offset = 0
  for (const body of bodies) offset += bytes.write(body, offset, encoding)
  return { encoding, bytes, lengths }
}

// One buffer for one block after the other: one for each would lie outside of the heap until the collector finds it.
const shared = Buffer.allocUnsafeSlow(262_144)

function bufferOf(length: number): Buffer {
  return length <= shared.length ? shared.subarray(0, length) : Buffer.allocUnsafe(length)
}
