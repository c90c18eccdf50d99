import type { Setting } from '../runtime/definition'

export interface BoomtrainSettings {
  readonly apiKey: string
  /** @default '_bt' */
  readonly library?: '_bt' | 'p13n'
  readonly nonce?: string
}

export const settings: Record<keyof BoomtrainSettings, Setting> = {
  apiKey: {
    label: 'App ID',
    description: 'Names your site to Boomtrain, which also calls it API Key or site ID. It is no secret.',
    type: 'string',
    required: true
  },
  library: {
    label: 'Library',
    description: 'The generation of Boomtrain’s library that your site has: Boomtrain supports p13n.js alone today.',
    type: 'string',
    choices: [
      { value: '_bt', label: 'analyticstrain.js, versions up to 4 (_bt)' },
      { value: 'p13n', label: 'p13n.js (bt)' }
    ],
    default: '_bt'
  },
  nonce: {
    label: 'Nonce',
    description: 'The nonce of the page, where its Content-Security-Policy allows scripts by nonce.',
    type: 'string'
  }
}
