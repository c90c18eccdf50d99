import type { Setting } from '../runtime/definition'

export interface CustomerioSettings {
  readonly siteId: string
  /** @default 'us' */
  readonly datacenter?: 'us' | 'eu'
  readonly nonce?: string
}

export const settings: Record<keyof CustomerioSettings, Setting> = {
  siteId: {
    label: 'Site ID',
    description: 'Found in Customer.io under Settings > Account Settings > API Credentials. It is no secret.',
    type: 'string',
    required: true
  },
  datacenter: {
    label: 'Datacenter',
    description: 'Where your Customer.io account lives.',
    type: 'string',
    choices: [
      { value: 'us', label: 'United States' },
      { value: 'eu', label: 'European Union' }
    ],
    default: 'us'
  },
  nonce: {
    label: 'Nonce',
    description: 'The nonce of the page, where its Content-Security-Policy allows scripts by nonce.',
    type: 'string'
  }
}
