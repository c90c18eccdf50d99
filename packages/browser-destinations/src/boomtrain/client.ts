import { createVendorClient } from '../runtime/vendor-client'
import type { VendorClient } from '../runtime/vendor-client'
import type { Properties } from '../values/properties'
import { analyticstrain } from './libraries/analyticstrain'
import { p13n } from './libraries/p13n'
import type { BoomtrainSettings } from './settings'

/** What this destination needs of Boomtrain's library, whichever generation of it. */
export interface BoomtrainLibrary {
  /** Identifies the visitor, and saves what is known about them. */
  readonly identify: (userId: string, attributes: Properties) => void
  readonly track: (event: string, properties: Properties) => void
  /** Records that the content `id` was viewed, which is of the kind `model`. */
  readonly view: (content: Properties & { readonly id: unknown; readonly model?: unknown }) => void
}

export type BoomtrainClient = VendorClient<BoomtrainLibrary>

export function createBoomtrainClient({ apiKey, library, nonce }: BoomtrainSettings): BoomtrainClient {
  const { src, find } = library === 'p13n' ? p13n(apiKey) : analyticstrain(apiKey)
  return createVendorClient({ name: 'Boomtrain', script: { src, nonce }, find })
}
