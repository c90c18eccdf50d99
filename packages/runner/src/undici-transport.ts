import type { EncodedRequest, Exchange } from '@waybill/kit'
import { isNativeError } from 'node:util/types'
import { Agent, errors } from 'undici'
import type { Dispatcher } from 'undici'
import { parseBody } from './parse-body'
import type { SendOptions, Transport } from './transport'

export interface UndiciTransportOptions {
  /** How many connections there may be to one origin: no more requests than that are under way. @default 32 */
  readonly connections?: number
  /** Calls back after some milliseconds, until what it returned is called. @default setTimeout */
  readonly after?: (milliseconds: number, callBack: () => void) => () => void
}

// No vendor's answer is longer; what is, is not read to its end.
const MAXIMUM_BODY_BYTES = 1_048_576

/** A transport over undici: connections are kept alive, answers are read to a limit, redirects are not followed. */
export function createUndiciTransport(options: UndiciTransportOptions = {}): Transport {
  const { connections = 32, after = afterTimeout } = options
  const agent = new Agent({ connections, keepAliveTimeout: 30_000, connect: { timeout: 10_000 } })
  return {
    send: (request, sendOptions) => exchange(agent, request, { ...sendOptions, after }),
    close: () => agent.close()
  }
}

type After = Required<UndiciTransportOptions>['after']

function afterTimeout(milliseconds: number, callBack: () => void): () => void {
  const timer = setTimeout(callBack, milliseconds)
  return () => clearTimeout(timer)
}

/** Dispatches by hand: undici's own promises, streams and signals would cost more than the request itself. */
function exchange(
  agent: Agent,
  request: EncodedRequest,
  { timeoutSeconds, signal, after }: SendOptions & { readonly after: After }
): Promise<Exchange> {
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined
    let isOver = false
    const cancelTimeout = after(timeoutSeconds * 1000, () =>
      giveUp({ failure: 'timeout', message: late(timeoutSeconds) })
    )
    const abort = (): void => giveUp({ failure: 'network', message: 'The request was called off.' })
    const failed = (error: unknown): void => end({ kind: 'failure', ...failureOf(error, timeoutSeconds), ...unsent() })
    signal?.addEventListener('abort', abort, { once: true })
    if (signal?.aborted) return abort()
    try {
      const { origin, pathname, search } = new URL(request.url)
      const headers = { 'user-agent': 'Waybill', ...request.headers }
      const path = pathname + search
      const options = { origin, path, method: request.method, headers, body: request.body ?? null }
      agent.dispatch(options, readAnswer({ started, end, failed }))
    } catch (error) {
      failed(error)
    }

    /** From here on, something of the request may have left. */
    function started(startedWith: Dispatcher.DispatchController): void {
      controller = startedWith
      if (isOver) controller.abort(new Error('The request is over.'))
    }

    function end(exchanged: Exchange): void {
      if (isOver) return
      isOver = true
      cancelTimeout()
      signal?.removeEventListener('abort', abort)
      resolve(exchanged)
    }

    function giveUp(why: Failure): void {
      end({ kind: 'failure', ...why, ...unsent() })
      controller?.abort(new Error(why.message))
    }

    function unsent(): { readonly unsent?: true } {
      return controller === undefined ? { unsent: true } : {}
    }
  })
}

type Failure = Pick<Extract<Exchange, { readonly kind: 'failure' }>, 'failure' | 'message'>

interface AnswerReader {
  readonly started: (controller: Dispatcher.DispatchController) => void
  readonly end: (exchange: Exchange) => void
  readonly failed: (error: unknown) => void
}

function readAnswer({ started, end, failed }: AnswerReader): Dispatcher.DispatchHandler {
  const chunks: Buffer[] = []
  let bytes = 0
  let status = 0
  let headers: Readonly<Record<string, string>> = {}
  return {
    onRequestStart: started,
    onResponseStart: (_controller, statusCode, received) => {
      status = statusCode
      headers = flatten(received)
    },
    onResponseData: (controller, chunk) => {
      bytes += chunk.length
      if (bytes <= MAXIMUM_BODY_BYTES) chunks.push(chunk)
      else {
        finish()
        controller.abort(new Error('The answer is too long.'))
      }
    },
    onResponseEnd: finish,
    onResponseError: (_controller, error) => failed(error)
  }

  function finish(): void {
    const [first] = chunks
    const whole = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks)
    const body = parseBody(whole.toString('utf8'), headers['content-type'])
    end({ kind: 'response', response: { status, headers, body } })
  }
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Readonly<Record<string, string>> {
  const flat: Record<string, string> = {}
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  }
  return flat
}

function failureOf(error: unknown, seconds: number): Failure {
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
    return { failure: 'timeout', message: late(seconds) }
  }
  return { failure: 'network', message: `The connection failed: ${describe(error)}.` }
}

const late = (seconds: number): string => `No answer within ${seconds} seconds.`

/** The system's name of the fault (ECONNREFUSED …) where there is one: it tells an operator more than a sentence. */
function describe(error: unknown): string {
  if (!isNativeError(error)) return 'unknown reason'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.message || 'unknown reason'
}
