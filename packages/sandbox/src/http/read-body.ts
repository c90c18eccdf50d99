import type { IncomingMessage } from 'node:http'

/** What reading a body came to. */
export type ReadBody =
  { readonly kind: 'complete'; readonly bytes: Buffer } | { readonly kind: 'too-large' } | { readonly kind: 'aborted' }

/**
 * Reads a request's body, keeping at most `maximumBytes` of it.
 * What lies beyond is read and forgotten: hanging up in the middle would hide the answer from the client.
 */
export async function readBody(request: IncomingMessage, maximumBytes: number): Promise<ReadBody> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size <= maximumBytes) chunks.push(chunk)
      else chunks.length = 0
    }
  } catch {
    return { kind: 'aborted' }
  }
  return size <= maximumBytes ? { kind: 'complete', bytes: Buffer.concat(chunks) } : { kind: 'too-large' }
}
