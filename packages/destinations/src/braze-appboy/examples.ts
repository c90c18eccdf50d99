import { defineExamples } from '@waybill/kit'
import { brazeAppboy } from '.'
import { eventExamples } from './examples/events'
import { identityExamples } from './examples/identity'
import { profileExamples } from './examples/profiles'
import { purchaseExamples } from './examples/purchases'

/** What `npm test` proves, the tester offers and the README shows. */
export const examples = defineExamples(brazeAppboy, {
  settings: { appGroupId: 'sandbox0-0000-4000-8000-00000000b5a2', endpoint: 'https://rest.iad-01.braze.com' },
  examples: [...profileExamples, ...eventExamples, ...purchaseExamples, ...identityExamples]
})
