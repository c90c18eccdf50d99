import { UsageError } from '../usage-error'

interface Signature {
  readonly bytes: readonly number[]
  readonly advice: string
}

const SAVE = 'save it as UTF-8 text'

/** How files begin that hold no JSON, and what to do about them. */
const REFUSED: readonly Signature[] = [
  { bytes: [0xff, 0xfe], advice: `is written as UTF-16; ${SAVE}` },
  { bytes: [0xfe, 0xff], advice: `is written as UTF-16; ${SAVE}` },
  {
    bytes: [0x1f, 0x8b],
    advice: 'is compressed with gzip; unpack it first, as with: gunzip -c FILE | actions-cli send …'
  },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], advice: 'is compressed with zstd; unpack it first' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], advice: 'is a zip archive; unpack it first' }
]

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]
const LONGEST_SIGNATURE = 4

/** The bytes of a text in UTF-8 from behind its byte order mark; refuses at its first bytes what is no such text. */
export async function* readText(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer, void> {
  let start: Buffer | undefined = Buffer.alloc(0)
  for await (const chunk of chunks) {
    if (start === undefined) {
      yield chunk
      continue
    }
    start = Buffer.concat([start, chunk])
    if (start.length < LONGEST_SIGNATURE) continue
    yield withoutMark(start, name)
    start = undefined
  }
  if (start !== undefined && start.length > 0) yield withoutMark(start, name)
}

function withoutMark(start: Buffer, name: string): Buffer {
  const refused = REFUSED.find(({ bytes }) => startsWith(start, bytes))
  if (refused !== undefined) throw new UsageError(`${capitalized(name)} ${refused.advice}.`)
  if (start.subarray(0, LONGEST_SIGNATURE).includes(0)) {
    throw new UsageError(`${capitalized(name)} is not text in UTF-8 (it begins with zero bytes); ${SAVE}.`)
  }
  return startsWith(start, BYTE_ORDER_MARK) ? start.subarray(BYTE_ORDER_MARK.length) : start
}

const startsWith = (start: Buffer, bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => start[index] === byte)

/** The name of a file stays as it is; "standard input" begins a sentence here. */
const capitalized = (name: string): string => (name === 'standard input' ? 'Standard input' : name)
