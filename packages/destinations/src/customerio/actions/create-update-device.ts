import { defineAction, firstOf, reject, secondsOrNote } from '@waybill/kit'
import { entities } from '../endpoints'
import { deviceToken, email, personId, timestamp } from '../fields'
import { deviceAttributes, devicePlatform } from '../payload/device'
import { identifierProblem, knownPerson } from '../payload/identifiers'
import { settings } from '../settings'

/** https://customer.io/docs/api/track/#operation/entity (Person: Add device) */
export const createUpdateDevice = defineAction(settings, {
  title: 'Create or Update Device',
  description: 'Give a person a device that push messages reach, or say that it was used again.',
  defaultSubscription:
    'type = "track" and (event = "Application Installed" or event = "Application Opened" or event = "Device Created or Updated")',
  fields: {
    person_id: personId,
    email,
    device_id: deviceToken,
    platform: {
      label: 'Platform',
      description: 'ios or android; the names that devices and systems give themselves are understood.',
      type: 'string',
      required: true,
      default: firstOf('$.context.device.type', '$.context.os.name')
    },
    last_used: {
      ...timestamp,
      label: 'Last Used',
      description: 'When the device was last used: ISO 8601 or unix time.'
    },
    app_version: {
      label: 'App Version',
      description: 'The version of the app on the device.',
      type: 'string',
      default: { '@path': '$.context.app.version' }
    },
    attributes: {
      label: 'Device Attributes',
      description: 'What to save about the device; Customer.io keeps texts.',
      type: 'object',
      default: {
        device_os: { '@path': '$.context.os.version' },
        device_model: { '@path': '$.context.device.model' },
        device_locale: { '@path': '$.context.locale' }
      }
    }
  },
  endpoint: entities,
  items: ({ payload, note }) => {
    const identifiers = knownPerson(payload)
    const problem = identifierProblem(
      identifiers,
      'a user ID or an e-mail address, since only known people have devices'
    )
    if (problem !== undefined) return problem
    const platform = devicePlatform(payload.platform)
    if (platform === undefined) return reject('The platform is neither ios nor android, the two Customer.io knows.')
    return [
      {
        type: 'person',
        action: 'add_device',
        identifiers,
        device: {
          token: payload.device_id,
          platform,
          last_used: secondsOrNote(payload.last_used, 'Last Used', note),
          attributes: deviceAttributes({ ...payload.attributes, app_version: payload.app_version }, note)
        }
      }
    ]
  }
})
