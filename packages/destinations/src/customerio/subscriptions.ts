/** Events that say something about a device; only with a token, a platform and a known person can they become one. */
const DEVICE_UPDATES = ['Application Installed', 'Application Opened', 'Device Created or Updated']
const DEVICE_DELETIONS = ['Application Uninstalled', 'Device Deleted']
/** Events that are instructions rather than something to record. */
const INSTRUCTIONS = ['Relationship Deleted', 'Object Deleted', 'User Deleted', 'User Suppressed', 'User Unsuppressed']

// Apps that may not send push messages have an empty token, and some libraries an empty user ID.
const NEEDED = ['context.device.token', 'userId']
const HAS_DEVICE = NEEDED.flatMap((field) => [`${field} != null`, `${field} != ""`])
const HAS_NO_DEVICE = NEEDED.flatMap((field) => [`${field} = null`, `${field} = ""`])
// Either names the platform, and a device cannot be saved without one.
const PLATFORMS = ['context.device.type', 'context.os.name']
const HAS_PLATFORM = `(${PLATFORMS.map((field) => `${field} != null`).join(' or ')})`

const anyOf = (names: readonly string[]): string => `(${names.map((name) => `event = "${name}"`).join(' or ')})`

const aboutDevice = (names: readonly string[]): string =>
  `type = "track" and ${anyOf(names)} and ${HAS_DEVICE.join(' and ')}`

/** An event of this name is recorded as an event where one of the conditions holds. */
const unless = (name: string, conditions: readonly string[]): string =>
  `(event != "${name}" or ${conditions.join(' or ')})`

/**
 * FQL of the presets that share the track calls, so that each event goes to exactly one of them: a device event
 * without a token or a platform, or of an anonymous person, still counts as an event.
 */
export const subscriptions = {
  deviceUpdates: `${aboutDevice(DEVICE_UPDATES)} and ${HAS_PLATFORM}`,
  deviceDeletions: aboutDevice(DEVICE_DELETIONS),
  events: [
    'type = "track"',
    ...INSTRUCTIONS.map((name) => `event != "${name}"`),
    // "No device, or no type and no name" has an `and` in an `or`, which Segment's runtime cannot read: one clause for each.
    ...DEVICE_UPDATES.flatMap((name) => PLATFORMS.map((field) => unless(name, [...HAS_NO_DEVICE, `${field} = null`]))),
    ...DEVICE_DELETIONS.map((name) => unless(name, HAS_NO_DEVICE))
  ].join(' and ')
}
