import type { EncodedRequest, Exchange } from '@waybill/kit'
import { isNativeError } from 'node:util/types'
import { Agent, errors } from 'undici'
import type { Dispatcher } from 'undici'
import { parseBody } from './parse-body'
import type { SendOptions, Transport } from './transport'

// No vendor's answer is longer; what is, is not read to its end.
const MAXIMUM_BODY_BYTES = 1_048_576

/** A transport over undici: connections are kept alive, answers are read to a limit, redirects are not followed. */
export function createUndiciTransport({ connections = 8 }: { readonly connections?: number } = {}): Transport {
  const agent = new Agent({ connections, keepAliveTimeout: 30_000, connect: { timeout: 10_000 } })
  return { send: (request, options) => exchange(agent, request, options), close: () => agent.close() }
}

async function exchange(agent: Agent, request: EncodedRequest, options: SendOptions): Promise<Exchange> {
  const deadline = AbortSignal.timeout(options.timeoutSeconds * 1000)
  const signal = options.signal === undefined ? deadline : AbortSignal.any([deadline, options.signal])
  try {
    const url = new URL(request.url)
    const answer = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method,
      headers: { 'user-agent': 'Waybill', ...request.headers },
      body: request.body ?? null,
      signal
    })
    return await toExchange(answer)
  } catch (error) {
    return failure(error, deadline.aborted, options.timeoutSeconds)
  }
}

async function toExchange(answer: Dispatcher.ResponseData): Promise<Exchange> {
  const headers = flatten(answer.headers)
  const body = parseBody(await readText(answer.body), headers['content-type'])
  return { kind: 'response', response: { status: answer.statusCode, headers, body } }
}

async function readText(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAXIMUM_BODY_BYTES) {
      body.destroy()
      break
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Readonly<Record<string, string>> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  }
  return flat
}

function failure(error: unknown, timedOut: boolean, seconds: number): Exchange {
  if (timedOut || error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
    return { kind: 'failure', failure: 'timeout', message: `No answer within ${seconds} seconds.` }
  }
  return { kind: 'failure', failure: 'network', message: `The connection failed: ${describe(error)}.` }
}

/** The system's name of the fault (ECONNREFUSED …) where there is one: it tells an operator more than a sentence. */
function describe(error: unknown): string {
  if (!isNativeError(error)) return 'unknown reason'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.message || 'unknown reason'
}
