import { gunzipSync } from 'node:zlib'
import type { Context } from 'hono'
import { errorCode } from '../error-code'
import { createByteBudget } from './byte-budget'
import type { ByteBudget } from './byte-budget'

export type ReadBody = { readonly ok: true; readonly body: Buffer } | RefusedBody

export interface RefusedBody {
  readonly ok: false
  readonly status: 400 | 408 | 413 | 415 | 503
  readonly message: string
}

export interface BodyOptions {
  /** Of the body as it is meant, and as it is sent. */
  readonly maximumBytes: number
  /** What all bodies that are being read may hold together. @default one for the whole process, as its memory is */
  readonly budget?: ByteBudget
}

/** Bodies come from senders that nobody knows yet, on thousands of connections, as slowly as they like. */
const BEING_READ = createByteBudget(128 * 1024 * 1024)

/**
 * Reads the body of a request, and undoes gzip. No more than the maximum is ever in memory: neither of what a sender goes
 * on sending, nor of what a few bytes unpack to.
 */
export async function readBody(
  context: Context,
  { maximumBytes, budget = BEING_READ }: BodyOptions
): Promise<ReadBody> {
  const encoding = context.req.header('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (!['identity', '', 'gzip', 'x-gzip'].includes(encoding)) {
    return refuse(415, 'The Content-Encoding is not known here; send gzip, or nothing packed.')
  }
  if (Number(context.req.header('content-length') ?? 0) > maximumBytes) return tooLarge(maximumBytes)
  const sent = await collect(context.req.raw.body, maximumBytes, budget)
  return sent.ok && encoding.endsWith('gzip') ? unpack(sent.body, maximumBytes) : sent
}

/** The bytes of a stream, which count against the budget while more of them are waited for. */
async function collect(
  stream: ReadableStream<Uint8Array> | null,
  maximumBytes: number,
  budget: ByteBudget
): Promise<ReadBody> {
  if (stream === null) return { ok: true, body: Buffer.alloc(0) }
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of stream) {
      if (bytes + chunk.byteLength > maximumBytes) return tooLarge(maximumBytes)
      if (!budget.take(chunk.byteLength)) return NO_BUDGET
      bytes += chunk.byteLength
      chunks.push(chunk)
    }
    return { ok: true, body: Buffer.concat(chunks) }
  } catch {
    // Whoever has gone, or took too long, hears nothing of it; but what it did is no fault of ours.
    return refuse(408, 'The connection ended before all of the body had come; send it again.')
  } finally {
    budget.giveBack(bytes)
  }
}

/** At once: many bodies unpacked side by side would hold what each of them unpacks to, until all are done. */
function unpack(packed: Buffer, maximumBytes: number): ReadBody {
  try {
    return { ok: true, body: gunzipSync(packed, { maxOutputLength: maximumBytes }) }
  } catch (error) {
    if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') return tooLarge(maximumBytes)
    return refuse(400, 'The body is not valid gzip, though Content-Encoding says so.')
  }
}

const refuse = (status: RefusedBody['status'], message: string): RefusedBody => ({ ok: false, status, message })

const NO_BUDGET = refuse(503, 'Too many requests are being read at once; send this one again.')

const tooLarge = (maximumBytes: number): RefusedBody =>
  refuse(413, `The request has more than ${maximumBytes} bytes, which is the most that is taken; send less at once.`)
