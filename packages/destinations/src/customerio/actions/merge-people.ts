import { defineAction, skip } from '@waybill/kit'
import { entities } from '../endpoints'
import { identifierProblem, knownPerson } from '../payload/identifiers'
import { settings } from '../settings'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * https://customer.io/docs/api/track/#operation/entity (Person: Merge): the secondary person is deleted, for good.
 * Segment's libraries send `alias` with the anonymous ID as previousId, and there is no profile to merge then.
 */
export const mergePeople = defineAction(settings, {
  title: 'Merge People',
  description: 'Merge one known person into another. The merged person is deleted, and this cannot be undone.',
  defaultSubscription: 'type = "alias"',
  fields: {
    primary: {
      label: 'Primary Person',
      description: 'The ID or e-mail of the person who stays.',
      type: 'string',
      required: true,
      category: 'identifier',
      default: { '@path': '$.userId' }
    },
    secondary: {
      label: 'Secondary Person',
      description: 'The ID or e-mail of the person who is merged and deleted.',
      type: 'string',
      required: true,
      category: 'identifier',
      default: { '@path': '$.previousId' }
    },
    anonymous_id: {
      label: 'Anonymous ID',
      description: 'An ID that belongs to no known person, so that it is never merged.',
      type: 'string',
      default: { '@path': '$.anonymousId' }
    },
    merge_anonymous: {
      label: 'Merge Anonymous IDs',
      description:
        'Merge even when the secondary ID looks like an anonymous one; for workspaces whose user IDs are UUIDs.',
      type: 'boolean',
      default: false
    }
  },
  endpoint: entities,
  items: ({ payload }) => {
    const { primary, secondary, anonymous_id, merge_anonymous } = payload
    if (primary === secondary) return skip('Both sides of the merge are the same person')
    if (!merge_anonymous && (secondary === anonymous_id || UUID.test(secondary))) {
      return skip('The previous ID is an anonymous one, and only known people can be merged; a merge cannot be undone')
    }
    const [first, second] = [knownPerson({ person_id: primary }), knownPerson({ person_id: secondary })]
    const problem =
      identifierProblem(first, 'the ID of the person who stays') ??
      identifierProblem(second, 'the ID of the person who is merged')
    return problem ?? [{ type: 'person', action: 'merge', primary: first, secondary: second }]
  }
})
