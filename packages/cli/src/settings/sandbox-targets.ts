import type { Destination } from '@waybill/kit'
import type { Transport } from '@waybill/runner'
import {
  defaultBoomtrainAccount,
  defaultBrazeAccount,
  defaultCustomerioAccount,
  defaultTractionboardAccount
} from '@waybill/sandbox'
import type { Sandbox } from '@waybill/sandbox'
import { UsageError } from '../usage-error'
import type { Settings } from './read-settings'

/** Settings that the sandbox's own account accepts, by the destination's slug. */
const SETTINGS: Readonly<Record<string, Settings>> = {
  boomtrain: { apiKey: defaultBoomtrainAccount.siteId, accessToken: defaultBoomtrainAccount.token },
  'braze-appboy': { appGroupId: defaultBrazeAccount.apiKey, endpoint: 'https://rest.iad-01.braze.com' },
  customerio: {
    siteId: defaultCustomerioAccount.siteId,
    apiKey: defaultCustomerioAccount.apiKey,
    region: defaultCustomerioAccount.region
  },
  tractionboard: { tokenId: defaultTractionboardAccount.token }
}

/** Where the sandbox plays a vendor, by the destination's slug. */
export const sandboxOrigins = (sandbox: Sandbox): Readonly<Record<string, string>> => ({
  boomtrain: sandbox.vendors.boomtrain.url,
  'braze-appboy': sandbox.vendors.braze.url,
  customerio: sandbox.vendors.customerio.url,
  tractionboard: sandbox.vendors.tractionboard.url
})

/** The settings of the sandbox's account for a destination. */
export function sandboxSettings({ slug, name }: Destination): Settings {
  const settings = SETTINGS[slug]
  if (settings !== undefined) return settings
  throw new UsageError(`The sandbox does not play ${name}; name its settings with --settings FILE or --settings env.`)
}

/** Whether the sandbox plays the vendor of a destination. */
export const isPlayed = ({ slug }: Destination): boolean => Object.hasOwn(SETTINGS, slug)

/** The origin of a sandbox that runs already; only on this machine, since what is sent to it is not meant for the world. */
export function runningSandboxOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isLoopback = url !== undefined && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
  if (url?.protocol === 'http:' && isLoopback) return url.origin
  throw new UsageError(`--sandbox takes the address of a sandbox on this machine, such as http://127.0.0.1:4010.`)
}

/** A transport that takes every request to another origin, whatever host it names. */
export const redirect = (transport: Transport, origin: string): Transport => ({
  send: (request, options) => {
    const { pathname, search } = new URL(request.url)
    return transport.send({ ...request, url: origin + pathname + search }, options)
  },
  close: transport.close
})
