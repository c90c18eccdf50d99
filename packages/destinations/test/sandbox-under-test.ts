import type { EncodedRequest, HttpResponse } from '@waybill/kit'
import type { SandboxUnderTest } from '@waybill/kit/testing'
import { startSandbox } from '@waybill/sandbox'
import type { Sandbox } from '@waybill/sandbox'

/** Starts the sandbox of one vendor for the conformance suite. */
export async function startSandboxOf(vendor: keyof Sandbox['vendors']): Promise<SandboxUnderTest> {
  const sandbox = await startSandbox()
  const { url, state, requests, reset } = sandbox.vendors[vendor]
  return {
    send: (request) => send(url, request),
    received: requests,
    state: () => state(),
    reset,
    close: sandbox.close
  }
}

async function send(origin: string, request: EncodedRequest): Promise<HttpResponse> {
  const { pathname, search } = new URL(request.url)
  const response = await fetch(origin + pathname + search, {
    method: request.method,
    headers: request.headers,
    body: request.body ?? null
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: text === '' ? undefined : (JSON.parse(text) as unknown)
  }
}
