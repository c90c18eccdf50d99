import type { SegmentEvent } from './event'
import { isJsonObject } from './json'

export type CheckedEvent =
  { readonly ok: true; readonly event: SegmentEvent } | { readonly ok: false; readonly reason: string }

const TYPES: readonly string[] = ['identify', 'track', 'page', 'screen', 'group', 'alias', 'delete']

/**
 * Whether a value is an event at all; what its fields hold beyond that is for mappings and schemas to judge. A type that is none
 * is told those of `told`: all of them, unless the caller takes some only.
 */
export function checkEvent(value: unknown, told: readonly string[] = TYPES): CheckedEvent {
  if (!isJsonObject(value)) return { ok: false, reason: `An event must be a JSON object, not ${kindOf(value)}.` }
  const { type } = value
  if (typeof type !== 'string' || !TYPES.includes(type)) {
    const found = typeof type === 'string' ? `"${type.slice(0, 40)}"` : kindOf(type)
    return { ok: false, reason: `The event's "type" must be one of ${told.join(', ')}, not ${found}.` }
  }
  for (const key of ['userId', 'anonymousId', 'messageId']) {
    const id = value[key]
    if (id !== null && typeof id === 'object') {
      return { ok: false, reason: `The event's "${key}" must be a string, not ${kindOf(id)}.` }
    }
  }
  return { ok: true, event: value as unknown as SegmentEvent }
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
