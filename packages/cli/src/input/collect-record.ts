import { MAXIMUM_RECORD_BYTES } from './input-record'

/** The bytes of one record, put together from the chunks it is spread over. */
export interface Collected {
  readonly add: (part: Buffer) => void
  /** What was collected, or only its length when it is too long to be held; starts anew. */
  readonly take: () => { readonly bytes: number; readonly content: Buffer | undefined }
}

const EMPTY = Buffer.alloc(0)

export function collectRecord(): Collected {
  let parts: Buffer[] = []
  let bytes = 0
  return {
    add: (part) => {
      if (part.length === 0) return
      bytes += part.length
      if (bytes <= MAXIMUM_RECORD_BYTES) parts.push(part)
      else parts = []
    },
    take: () => {
      const taken = { bytes, content: bytes > MAXIMUM_RECORD_BYTES ? undefined : join(parts) }
      parts = []
      bytes = 0
      return taken
    }
  }
}

/** Most records lie within one chunk, and need no copy. */
const join = (parts: readonly Buffer[]): Buffer => (parts.length <= 1 ? (parts[0] ?? EMPTY) : Buffer.concat(parts))
