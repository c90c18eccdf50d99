import type { JsonSpot } from '../../editor/json-spot'
import type { JsonPath } from '../../editor/json-tree'
import type { JsonSuggestion } from '../../editor/suggest-json'
import { eventKeys } from './event-keys'
import type { EventKey } from './event-keys'

/** What the help with an event knows of its surroundings. */
export interface EventSurroundings {
  /** Paths that the mappings at hand read, such as `properties.plan`. */
  readonly read: readonly string[]
  /** Names that `integrations` may call the destination by. */
  readonly integrationNames: readonly string[]
  readonly eventNames: readonly string[]
}

/** What fits at a place of an event, or of a list of events: Segment's spec, and what the mapping reads. */
export function eventHelp(spot: JsonSpot, surroundings: EventSurroundings): readonly JsonSuggestion[] {
  const path = spot.path.filter((step, depth) => !(depth === 0 && typeof step === 'number'))
  return spot.kind === 'key' ? keysAt(path, surroundings) : valuesAt(path, surroundings)
}

function keysAt(path: JsonPath, surroundings: EventSurroundings): readonly JsonSuggestion[] {
  const known = Object.entries(keysUnder(path, surroundings))
  const read = readUnder(path, surroundings.read)
  const others = read.filter((key) => !known.some(([name]) => name === key))
  return [
    ...known.map(([label, { type, info }]) => ({
      label,
      detail: type,
      info: read.includes(label) ? `${info} The mapping reads it.` : info,
      value: VALUE_OF_TYPE[type],
      boost: read.includes(label) ? 2 : 0
    })),
    ...others.map((label) => ({ label, detail: 'read by the mapping', boost: 1 }))
  ]
}

const VALUE_OF_TYPE: Readonly<Record<EventKey['type'], string>> = {
  string: '"${}"',
  time: '"${}"',
  number: '${}',
  boolean: '${}',
  object: '{ ${} }',
  list: '[{ ${} }]'
}

function keysUnder(path: JsonPath, surroundings: EventSurroundings): Readonly<Record<string, EventKey>> {
  let keys: Readonly<Record<string, EventKey>> = eventKeys
  for (const step of path) if (typeof step === 'string') keys = (Object.hasOwn(keys, step) && keys[step]?.keys) || {}
  if (path.length !== 1 || path[0] !== 'integrations') return keys
  const own = surroundings.integrationNames.map(
    (name) => [name, { type: 'boolean', info: 'This destination.' }] as const
  )
  return { ...keys, ...Object.fromEntries(own) }
}

/** The keys right below a path that are read somewhere. */
function readUnder(path: JsonPath, read: readonly string[]): readonly string[] {
  const prefix = path.filter((step) => typeof step === 'string').join('.')
  const below = read
    .map((place) => place.replaceAll(/\[[^\]]*\]/g, ''))
    .flatMap((place) => {
      if (prefix === '') return [place]
      return place.startsWith(`${prefix}.`) ? [place.slice(prefix.length + 1)] : []
    })
  return [...new Set(below.map((rest) => rest.split('.')[0] ?? ''))].filter((key) => key !== '')
}

function valuesAt(path: JsonPath, surroundings: EventSurroundings): readonly JsonSuggestion[] {
  const name = path.at(-1)
  if (typeof name !== 'string') return []
  if (path.length === 1 && name === 'event') return surroundings.eventNames.map((label) => ({ label }))
  const key = keysUnder(path.slice(0, -1), surroundings)[name]
  if (key?.type === 'boolean')
    return [
      { label: 'true', value: 'true' },
      { label: 'false', value: 'false' }
    ]
  return (key?.values ?? []).map((label) => ({ label }))
}
