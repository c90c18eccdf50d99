import { sent } from './shared'
import type { BrazeExample } from './shared'

/** alias and deletion: who users are. */
export const identityExamples: readonly BrazeExample[] = [
  {
    title: 'alias lets a user be found by the previous ID',
    action: 'createAlias',
    event: { type: 'alias', userId: 'u-1', previousId: 'u-0' },
    expect: sent('/users/alias/new', {
      user_aliases: [{ external_id: 'u-1', alias_name: 'u-0', alias_label: 'segment_id' }]
    })
  },
  {
    title: 'alias of a user with themselves is skipped',
    action: 'createAlias',
    event: { type: 'alias', userId: 'u-1', previousId: 'u-1' },
    expect: { skipped: 'no other name to add' }
  },
  {
    title: 'alias without a previous ID is rejected',
    action: 'createAlias',
    event: { type: 'alias', userId: 'u-1' },
    expect: { rejected: 'Alias Name' }
  },
  {
    title: 'identify moves an alias to the user it turns out to be',
    action: 'identifyUser',
    event: { type: 'alias', userId: 'u-1', previousId: 'a-1' },
    expect: sent('/users/identify', {
      aliases_to_identify: [{ external_id: 'u-1', user_alias: { alias_name: 'a-1', alias_label: 'segment_id' } }],
      merge_behavior: 'merge'
    })
  },
  {
    title: 'no one is identified as themselves',
    action: 'identifyUser',
    event: { type: 'alias', userId: 'u-1', previousId: 'u-1' },
    expect: { skipped: 'no one to identify' }
  },
  {
    title: 'an event can ask to delete the user, where it is subscribed to',
    action: 'deleteUser',
    event: { type: 'track', userId: 'u-5', event: 'User Deleted' },
    expect: sent('/users/delete', { external_ids: ['u-5'] })
  },
  {
    title: 'a deletion request deletes the user',
    action: 'deleteUser',
    event: { type: 'delete', userId: 'a/b?c#d', context: null, integrations: null },
    expect: sent('/users/delete', { external_ids: ['a/b?c#d'] })
  },
  {
    title: 'a deletion request without a user is rejected',
    action: 'deleteUser',
    event: { type: 'delete', context: null, integrations: null },
    expect: { rejected: 'External ID' }
  }
]
