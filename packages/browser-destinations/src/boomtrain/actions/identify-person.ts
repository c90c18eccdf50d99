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
    const userId = idOf(payload.userId)
    if (userId === undefined) {
      client.tell(
        'identification',
        'identify needs a userId; without one nothing is saved. Call analytics.identify(userId, traits).'
      )
      return
    }
    const attributes = attributesOf(isProperties(payload.traits) ? payload.traits : {}, userId)
    client.call((library) => library.identify(userId, attributes))
  }
}

function attributesOf(traits: Properties, userId: string): Properties {
  const { createdAt, signed_up_at: signedUpAt, ...rest } = traits
  const dates = convertDates({ ...rest, ...(createdAt !== undefined && { created_at: createdAt }) }, unixSeconds)
  return withoutUndefined({
    ...dates,
    // Boomtrain documents this one date as ISO 8601.
    signed_up_at: convertDates({ date: signedUpAt }, (date) => date.toISOString())['date'],
    email: idOf(traits['email']) ?? (isEmail(userId) ? userId : undefined)
  })
}
