import type { VendorScript } from '../runtime/load-library'
import { createVendorClient } from '../runtime/vendor-client'
import type { VendorClient } from '../runtime/vendor-client'
import type { Properties } from '../values/properties'
import type { CustomerioSettings } from './settings'

/** What Customer.io's library offers once it has loaded. */
interface CustomerioLibrary {
  readonly identify: (attributes: Properties) => void
  readonly track: (name: string, data: Properties) => void
  readonly page: (name: string, data: Properties) => void
  readonly push?: unknown
}

export type CustomerioClient = VendorClient<CustomerioLibrary>

declare global {
  interface Window {
    /** An array until the library has come, and then the library. */
    _cio?: CustomerioLibrary | unknown[]
  }
}

export function createCustomerioClient(settings: CustomerioSettings): CustomerioClient {
  window._cio ??= []
  return createVendorClient({ name: 'Customer.io', script: scriptOf(settings), find: findLibrary })
}

/**
 * The vendor's snippet, but that it must not report the page by itself: `analytics.page()` does, and would make it two.
 *
 * @see https://customer.io/docs/sdk/web/getting-started/
 * @see https://docs.customer.io/integrations/api/track/tag/track-v1-overview/
 */
function scriptOf({ siteId, datacenter, nonce }: CustomerioSettings): VendorScript {
  return {
    src: `https://assets.customer.io/assets/${datacenter === 'eu' ? 'track-eu' : 'track'}.js`,
    attributes: {
      id: 'cio-tracker',
      'data-site-id': siteId,
      'data-use-array-params': 'true',
      'data-auto-track-page': 'false'
    },
    nonce
  }
}

const findLibrary = (): CustomerioLibrary | undefined => (isLibrary(window._cio) ? window._cio : undefined)

/** The library is there when what is pushed no longer just waits in an array. */
const isLibrary = (value: Window['_cio']): value is CustomerioLibrary =>
  value !== undefined && 'identify' in value && value.push !== Array.prototype.push
