import type { Destination } from '@waybill/kit'

// https://github.com/segmentio/action-destinations/blob/main/packages/cli/src/commands/validate-secret-fields.ts
const SECRET = /(^|[^A-Za-z0-9])(key|token|secret|password|code)($|[^A-Za-z0-9])/i

/** Fields by which Segment's runtime is told how to batch, and those its core keeps for itself. */
const TAKEN = ['enable_batching', 'batch_size', 'batch_bytes', 'batch_keys']

/** What Segment's checks would refuse of a destination, each as a sentence with its place. */
export function lintForSegment(destination: Destination): readonly string[] {
  const { slug, settings, actions } = destination
  return [
    ...Object.entries(settings).flatMap(([key, { type }]) =>
      SECRET.test(key) && type !== 'password'
        ? [
            `${slug}: the setting "${key}" sounds like a secret to Segment’s check; give it the type "password" or another name.`
          ]
        : []
    ),
    ...Object.entries(settings).flatMap(([key, { type, default: value }]) =>
      (type === 'boolean' || type === 'number') && value !== undefined && typeof value !== type
        ? [`${slug}: the default of the setting "${key}" is no ${type}.`]
        : []
    ),
    ...Object.entries(actions).flatMap(([name, { fields }]) =>
      TAKEN.filter((key) => Object.hasOwn(fields, key)).map(
        (key) => `${slug}: the field "${key}" of ${name} is one of Segment’s own; give it another name.`
      )
    ),
    ...Object.keys(actions).flatMap((name) =>
      /^[A-Za-z]\w*$/.test(name) ? [] : [`${slug}: the action "${name}" cannot be the name of a folder and of code.`]
    )
  ]
}
