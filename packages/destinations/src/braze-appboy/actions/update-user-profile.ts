import { defineAction, firstOf } from '@waybill/kit'
import { usersTrack } from '../endpoints'
import { brazeId, email, person, phone } from '../fields'
import { profileItem } from '../payload/profile-item'
import { settings } from '../settings'

/** https://www.braze.com/docs/api/objects_filters/user_attributes_object/ */
export const updateUserProfile = defineAction(settings, {
  title: 'Update User Profile',
  description: 'Save what is known about a user: profile fields and custom attributes.',
  defaultSubscription: 'type = "identify"',
  fields: {
    ...person,
    braze_id: {
      ...brazeId,
      default: firstOf(
        '$.integrations.Braze.braze_id',
        '$.integrations.Appboy.braze_id',
        '$.context.integrations.Braze.braze_id',
        '$.context.integrations.Appboy.braze_id',
        '$.traits.braze_id'
      )
    },
    email: {
      ...email,
      description: 'Where messages go; identifies the user when there is no ID and no alias.',
      default: firstOf('$.traits.email', '$.context.traits.email')
    },
    phone: {
      ...phone,
      description: 'Where text messages go; identifies the user when there is nothing else.',
      default: firstOf('$.traits.phone', '$.context.traits.phone')
    },
    first_name: {
      label: 'First Name',
      description: 'The given name; the first word of the name when it is empty.',
      type: 'string',
      default: firstOf('$.traits.first_name', '$.traits.firstName')
    },
    last_name: {
      label: 'Last Name',
      description: 'The family name; all but the first word of the name when it is empty.',
      type: 'string',
      default: firstOf('$.traits.last_name', '$.traits.lastName')
    },
    name: {
      label: 'Name',
      description: 'The whole name, which first and last name are taken from when they are empty.',
      type: 'string',
      default: { '@path': '$.traits.name' }
    },
    dob: {
      label: 'Date of Birth',
      description: 'An ISO 8601 date; a time behind it is ignored.',
      type: 'string',
      default: firstOf('$.traits.dob', '$.traits.birthday')
    },
    gender: {
      label: 'Gender',
      description: 'M, F, O, N (not applicable), P (prefer not to say), or an English word for one of them.',
      type: 'string',
      default: { '@path': '$.traits.gender' }
    },
    image_url: {
      label: 'Image URL',
      description: 'The web address of a picture of the user.',
      type: 'string',
      default: firstOf('$.traits.image_url', '$.traits.avatar')
    },
    home_city: {
      label: 'Home City',
      description: 'Where the user lives.',
      type: 'string',
      default: firstOf('$.traits.home_city', '$.traits.address.city')
    },
    country: {
      label: 'Country',
      description: 'The code of the country by ISO 3166-1 alpha-2, or its English name.',
      type: 'string',
      default: firstOf('$.traits.country', '$.traits.address.country')
    },
    language: {
      label: 'Language',
      description: 'The code of the language by ISO 639-1, or a locale that starts with it.',
      type: 'string',
      default: { '@path': '$.traits.language' }
    },
    time_zone: {
      label: 'Time Zone',
      description: 'A name of the IANA time zone database.',
      type: 'string',
      default: firstOf('$.traits.time_zone', '$.traits.timezone', '$.traits.timeZone')
    },
    custom_attributes: {
      label: 'Custom Attributes',
      description: "Everything else to save. Braze's own names for profile fields work here too; null removes a value.",
      type: 'object',
      default: { '@path': '$.traits' }
    },
    merge_objects: {
      label: 'Merge Objects',
      description: 'Merge objects into those stored under the same name instead of replacing them.',
      type: 'boolean'
    }
  },
  endpoint: usersTrack,
  items: profileItem
})
