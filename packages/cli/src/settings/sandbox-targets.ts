import type { EncodedRequest, Exchange } from '@waybill/kit'
import type { Transport } from '@waybill/runner'
import { defaultCustomerioAccount } from '@waybill/sandbox'
import type { Sandbox } from '@waybill/sandbox'

/** Settings that the sandbox's own account accepts, by the destination's slug. */
export const sandboxSettings: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  customerio: {
    siteId: defaultCustomerioAccount.siteId,
    apiKey: defaultCustomerioAccount.apiKey,
    region: defaultCustomerioAccount.region
  }
}

/** Where the sandbox plays a vendor, by the destination's slug. */
export const sandboxOrigins = (sandbox: Sandbox): Readonly<Record<string, string>> => ({
  customerio: sandbox.vendors.customerio.url
})

/** A transport that takes every request to another origin, whatever host it names. */
export const redirect = (transport: Transport, origin: string): Transport => ({
  send: (request: EncodedRequest, options): Promise<Exchange> => {
    const { pathname, search } = new URL(request.url)
    return transport.send({ ...request, url: origin + pathname + search }, options)
  },
  close: transport.close
})
