/** Events that say something about a device; only with a token and a known person can they become one. */
const DEVICE_UPDATES = ['Application Installed', 'Application Opened', 'Device Created or Updated']
const DEVICE_DELETIONS = ['Application Uninstalled', 'Device Deleted']
/** Events that are instructions rather than something to record. */
const INSTRUCTIONS = ['Relationship Deleted', 'Object Deleted', 'User Deleted', 'User Suppressed', 'User Unsuppressed']

// Apps that may not send push messages have an empty token, and some libraries an empty user ID.
const NEEDED = ['context.device.token', 'userId']
const HAS_DEVICE = NEEDED.flatMap((field) => [`${field} != null`, `${field} != ""`])
const HAS_NO_DEVICE = NEEDED.flatMap((field) => [`${field} = null`, `${field} = ""`])

const anyOf = (names: readonly string[]): string => `(${names.map((name) => `event = "${name}"`).join(' or ')})`

const aboutDevice = (names: readonly string[]): string =>
  `type = "track" and ${anyOf(names)} and ${HAS_DEVICE.join(' and ')}`

/**
 * FQL of the presets that share the track calls, so that each event goes to exactly one of them: a device event
 * without a token, or of an anonymous person, still counts as an event.
 */
export const subscriptions = {
  deviceUpdates: aboutDevice(DEVICE_UPDATES),
  deviceDeletions: aboutDevice(DEVICE_DELETIONS),
  events: [
    'type = "track"',
    ...INSTRUCTIONS.map((name) => `event != "${name}"`),
    ...[...DEVICE_UPDATES, ...DEVICE_DELETIONS].map((name) => `(event != "${name}" or ${HAS_NO_DEVICE.join(' or ')})`)
  ].join(' and ')
}
