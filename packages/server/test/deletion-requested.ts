import type { DeletionRequested } from '../src/deletion/deletion-record'

/** A deletion request as the records hold it. */
export const requested: DeletionRequested = {
  kind: 'requested',
  at: 0,
  id: 'd-1',
  messageId: 'd-1',
  userId: 'ada',
  anonymousId: null,
  source: 'erasure',
  instances: ['acme']
}
