import type { Action } from '../../runtime/definition'
import { traits, userId } from '../../runtime/fields'
import { convertDates, unixSeconds } from '../../values/convert-dates'
import { isEmail } from '../../values/is-email'
import { idOf, isProperties, withoutUndefined } from '../../values/properties'
import type { Properties } from '../../values/properties'
import type { BoomtrainClient } from '../client'

export const identifyPerson: Action<BoomtrainClient, 'userId' | 'traits'> = {
  title: 'Identify Person',
  description: 'Save what is known about a person.',
  platform: 'web',
  defaultSubscription: 'type = "identify"',
  fields: { userId, traits },
  perform(client, { payload }) {
    const id = idOf(payload.userId)
    if (id === undefined) {
      client.tell(
        'identification',
        'identify needs a userId; without one nothing is saved. Call analytics.identify(userId, traits).'
      )
      return
    }
    const attributes = attributesOf(isProperties(payload.traits) ? payload.traits : {}, id)
    client.call((library) => library.identify(id, attributes))
  }
}

function attributesOf(known: Properties, id: string): Properties {
  const { createdAt, signed_up_at: signedUpAt, ...rest } = known
  const dates = convertDates({ ...rest, ...(createdAt !== undefined && { created_at: createdAt }) }, unixSeconds)
  return withoutUndefined({
    ...dates,
    // Boomtrain documents this one date as ISO 8601.
    signed_up_at: convertDates({ date: signedUpAt }, (date) => date.toISOString())['date'],
    email: idOf(known['email']) ?? (isEmail(id) ? id : undefined)
  })
}
