import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Context } from 'hono'

export type ReadBody =
  | { readonly ok: true; readonly body: Buffer }
  | { readonly ok: false; readonly status: 400 | 408 | 413 | 415; readonly message: string }

export interface BodyOptions {
  /** Of the body as it is meant, and as it is sent. */
  readonly maximumBytes: number
}

const unpack = promisify(gunzip)

/**
 * Reads the body of a request, and undoes gzip. No more than the maximum is ever in memory: neither of what a sender goes
 * on sending, nor of what a few bytes unpack to.
 */
export async function readBody(context: Context, { maximumBytes }: BodyOptions): Promise<ReadBody> {
  const encoding = context.req.header('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (!['identity', '', 'gzip', 'x-gzip'].includes(encoding)) {
    return { ok: false, status: 415, message: 'The Content-Encoding is not known here; send gzip, or nothing packed.' }
  }
  const tooLarge: ReadBody = {
    ok: false,
    status: 413,
    message: `The request has more than ${maximumBytes} bytes, which is the most that is taken; send less at once.`
  }
  if (Number(context.req.header('content-length') ?? 0) > maximumBytes) return tooLarge
  let sent: Buffer | undefined
  try {
    sent = await collect(context.req.raw.body, maximumBytes)
  } catch {
    // Whoever has gone, or took too long, hears nothing of it; but what it did is no fault of ours.
    return { ok: false, status: 408, message: 'The connection ended before all of the body had come; send it again.' }
  }
  if (sent === undefined) return tooLarge
  if (!encoding.endsWith('gzip')) return { ok: true, body: sent }
  try {
    return { ok: true, body: await unpack(sent, { maxOutputLength: maximumBytes }) }
  } catch (error) {
    if (error instanceof RangeError) return tooLarge
    return { ok: false, status: 400, message: 'The body is not valid gzip, though Content-Encoding says so.' }
  }
}

/** The bytes of a stream, or undefined if there are too many. */
async function collect(stream: ReadableStream<Uint8Array> | null, maximumBytes: number): Promise<Buffer | undefined> {
  if (stream === null) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.byteLength
    if (bytes > maximumBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
