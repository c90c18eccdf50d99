import type { EncodedRequest, Exchange } from '@waybill/kit'
import type { Vendors } from './service/reach-vendors'

/** Vendors in the memory of a test that repeat whatever they are sent in whatever they say. */
export interface EchoingVendors extends Vendors {
  readonly requests: readonly EncodedRequest[]
  /** How they answer from now on: with a status, or with none. */
  readonly answer: (how: number | 'network') => void
}

// So far into a sentence that what is cut after 500 characters is cut within the credentials.
const PREAMBLE = `${'The request was not taken. '.repeat(17)}We had been sent `

export function createEchoingVendors(): EchoingVendors {
  const requests: EncodedRequest[] = []
  let how: number | 'network' = 200
  return {
    requests,
    answer: (next) => {
      how = next
    },
    transport: {
      send: async (request) => {
        requests.push(request)
        await Promise.resolve()
        return how === 'network' ? silence(request) : response(how, request)
      },
      close: async () => undefined
    },
    transportOf: () => undefined,
    close: async () => undefined
  }
}

/** In every place where one of the vendors is known to say what was wrong. */
function response(status: number, request: EncodedRequest): Exchange {
  const short = `Refused: ${echo(request)}`
  const long = `${PREAMBLE}${echo(request)}`
  const error = {
    batch_index: 0,
    index: 0,
    input_array: 'events',
    field: short,
    reason: long,
    message: short,
    type: long
  }
  const body = { message: long, error: short, meta: { errors: [long] }, errors: [error], echo: request, [short]: short }
  return { kind: 'response', response: { status, headers: { 'x-echo': short, 'retry-after': '0' }, body } }
}

const silence = (request: EncodedRequest): Exchange => ({
  kind: 'failure',
  failure: 'network',
  message: `${PREAMBLE}No answer came to ${echo(request)}`
})

const echo = ({ method, url, headers, body }: EncodedRequest): string =>
  `${headers['authorization']} ${JSON.stringify(headers)} ${method} ${url} ${encodeURIComponent(JSON.stringify(headers))} ${body}`
