import { defineAction, firstOf, secondsOrNote } from '@waybill/kit'
import { entities } from '../endpoints'
import { anonymousId, convertTimestamp, email, objectId, personId } from '../fields'
import { relationshipAttributes, storedAttributes } from '../payload/attributes'
import { identifierProblem, knownPerson } from '../payload/identifiers'
import { objectIdentifiers, objectProblem } from '../payload/object-identifiers'
import { settings } from '../settings'

/** Traits that have a field of their own. */
const OMITTED: ReadonlySet<string> = new Set([
  'createdAt',
  'created_at',
  'objectTypeId',
  'object_type_id',
  'relationshipAttributes'
])

/** https://customer.io/docs/api/track/#operation/entity (Object: Identify, Object: Identify anonymous) */
export const createUpdateObject = defineAction(settings, {
  title: 'Create or Update Object',
  description: 'Save what is known about an object, such as a company, and relate the person to it.',
  defaultSubscription: 'type = "group"',
  fields: {
    object_id: { ...objectId, default: { '@path': '$.groupId' } },
    object_type_id: {
      label: 'Object Type ID',
      description: 'The number of the object type in Customer.io; the first type created is 1.',
      type: 'string',
      default: firstOf('$.traits.object_type_id', '$.traits.objectTypeId')
    },
    person_id: { ...personId, description: 'The person to relate to the object.' },
    email,
    anonymous_id: { ...anonymousId, description: 'The person to relate to the object, until they are known.' },
    created_at: {
      label: 'Created At',
      description: 'When the object came to be: ISO 8601 or unix time.',
      type: 'string',
      default: firstOf('$.traits.created_at', '$.traits.createdAt')
    },
    custom_attributes: {
      label: 'Attributes',
      description: 'What to save about the object. Null or empty removes an attribute.',
      type: 'object',
      default: firstOf('$.traits.objectAttributes', '$.traits')
    },
    relationship_attributes: {
      label: 'Relationship Attributes',
      description: 'What to save about the relationship of the person to the object.',
      type: 'object',
      default: { '@path': '$.traits.relationshipAttributes' }
    },
    convert_timestamp: convertTimestamp
  },
  endpoint: entities,
  items: ({ payload, note }) => {
    const identifiers = objectIdentifiers(payload.object_id, payload.object_type_id)
    const known = knownPerson(payload)
    const person = known ?? (payload.anonymous_id ? { anonymous_id: payload.anonymous_id } : undefined)
    const problem = objectProblem(identifiers) ?? (person && identifierProblem(person, 'a person'))
    if (problem !== undefined) return problem

    const convert = payload.convert_timestamp !== false
    const attributes = storedAttributes(payload.custom_attributes, { convert, omit: OMITTED, note })
    const createdAt = secondsOrNote(payload.created_at, 'Created At', note)
    if (createdAt !== undefined) attributes['created_at'] = createdAt
    return [
      {
        type: 'object',
        action: person !== undefined && known === undefined ? 'identify_anonymous' : 'identify',
        identifiers,
        attributes,
        cio_relationships: person && [
          {
            identifiers: person,
            relationship_attributes: relationshipAttributes(payload.relationship_attributes, convert)
          }
        ]
      }
    ]
  }
})
