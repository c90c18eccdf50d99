import type { Action } from '../../runtime/definition'
import { traits, userId } from '../../runtime/fields'
import { isEmail } from '../../values/is-email'
import { idOf } from '../../values/properties'
import { attributesOf } from '../attributes'
import type { CustomerioClient } from '../client'
import { explainIdentification } from '../explain-identification'

/** Anonymous visitors have no ID to save anything under, so that only the explanation is left for them. */
export const identifyPerson: Action<CustomerioClient, 'userId' | 'traits'> = {
  title: 'Identify Person',
  description: 'Save what is known about a person.',
  platform: 'web',
  defaultSubscription: 'type = "identify"',
  fields: { userId, traits },
  perform(client, { payload, analytics }) {
    explainIdentification(client, analytics)
    const id = idOf(payload.userId)
    if (id === undefined) return
    const { createdAt, created, ...attributes } = attributesOf(payload.traits)
    const since = createdAt ?? created
    const person = {
      ...(isEmail(id) && { email: id }),
      ...attributes,
      ...(since !== undefined && { created_at: since }),
      id
    }
    client.call((library) => library.identify(person))
  }
}
