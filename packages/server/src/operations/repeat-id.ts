/** What an event is known by that is sent once more: the id it had, and behind it why. */

/** `m-1` becomes `m-1~replay-mended`. */
export const replayId = (id: string, name: string): string => `${id}~replay-${name}`

/** `m-1` becomes `m-1~edited-1`, and that `m-1~edited-2`. */
export function editedId(id: string): string {
  const [, base = id, count = '0'] = /^(.*)~edited-(\d+)$/s.exec(id) ?? []
  return `${base}~edited-${BigInt(count) + 1n}`
}

/** An id, and all that it may be a repeat of: the last is what its event came in under. */
export function idsBehind(id: string): readonly [...string[], string] {
  const before = /^(.+)~(?:edited-\d+|replay-[\w.-]+)$/s.exec(id)?.[1]
  return before === undefined ? [id] : [id, ...idsBehind(before)]
}
