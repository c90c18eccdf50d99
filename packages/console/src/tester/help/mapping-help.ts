import type { Field, Fields } from '@waybill/server/tester'
import type { EventPath } from '../../editor/event-paths'
import type { JsonSpot } from '../../editor/json-spot'
import type { JsonPath } from '../../editor/json-tree'
import type { JsonSuggestion } from '../../editor/suggest-json'

/** What the help with a mapping knows of its surroundings. */
export interface MappingSurroundings {
  readonly fields: Fields
  /** What the event at hand holds. */
  readonly paths: readonly EventPath[]
}

/** What fits at a place of a mapping: the action's fields, directives, and paths of the event. */
export function mappingHelp(spot: JsonSpot, { fields, paths }: MappingSurroundings): readonly JsonSuggestion[] {
  const { kind, path } = spot
  if (kind === 'value') return valuesAt(path, fields, paths)
  if (path.length === 0) return Object.entries(fields).map(([key, field]) => fieldSuggestion(key, field))
  const properties = Object.entries(fieldAt(path, fields)?.properties ?? {})
  const isStarted = spot.siblings.length > 0
  return [
    ...properties.map(([key, field]) => fieldSuggestion(key, field)),
    // A directive stands alone in its object.
    ...(isStarted ? partsOf(path) : [...DIRECTIVES, ...partsOf(path)])
  ]
}

const fieldSuggestion = (key: string, { type, required, label, description, multiple }: Field): JsonSuggestion => ({
  label: key,
  detail: `${type}${multiple === true ? ' list' : ''}${required === true ? ', required' : ''}`,
  info: `${label}. ${description}`,
  value: '{ "@path": "$.${}" }',
  boost: required === true ? 2 : 0
})

/** @see https://github.com/segmentio/action-destinations/blob/main/packages/core/src/mapping-kit/README.md */
const DIRECTIVES: readonly JsonSuggestion[] = [
  directive('@path', 'What the event holds at a path.', '"$.${}"'),
  directive('@template', 'Text with {{paths}} in it.', '"{{${}}}"'),
  directive('@if', 'One value or another, by whether something exists or is blank.', IF()),
  directive('@literal', 'A value as it stands.', '${}'),
  directive('@case', 'Text in lower or upper case.', '{ "operator": "lower", "value": { "@path": "$.${}" } }'),
  directive(
    '@replace',
    'Text with a pattern replaced.',
    '{ "pattern": "${}", "replacement": "", "value": { "@path": "$." } }'
  ),
  directive('@arrayPath', 'Each member of a list, mapped.', '["$.${}", {}]'),
  directive('@flatten', 'A nested object as one level of keys.', '{ "separator": ".", "value": { "@path": "$.${}" } }'),
  directive(
    '@json',
    'A value as JSON text, or JSON text as a value.',
    '{ "mode": "encode", "value": { "@path": "$.${}" } }'
  ),
  directive('@merge', 'Objects on top of each other.', '{ "objects": [{ "@path": "$.${}" }], "direction": "right" }'),
  directive('@transform', 'A mapping of what another mapping gives.', '{ "apply": {}, "mapping": {} }'),
  directive('@excludeWhenNull', 'Nothing at all where the value is null.', '{ "@path": "$.${}" }'),
  directive('@liquid', 'A Liquid template.', '"${}"')
]

function directive(label: string, info: string, value: string): JsonSuggestion {
  return { label, detail: 'directive', info, value }
}

function IF(): string {
  return '{ "exists": { "@path": "$.${}" }, "then": { "@path": "$." }, "else": { "@path": "$." } }'
}

const PARTS: Readonly<Record<string, readonly string[]>> = {
  '@if': ['exists', 'blank', 'then', 'else'],
  '@case': ['operator', 'value'],
  '@replace': ['pattern', 'replacement', 'pattern2', 'replacement2', 'global', 'ignorecase', 'value'],
  '@flatten': ['separator', 'omitArrays', 'value'],
  '@json': ['mode', 'value'],
  '@merge': ['objects', 'direction'],
  '@transform': ['apply', 'mapping']
}

const partsOf = (path: JsonPath): readonly JsonSuggestion[] =>
  (PARTS[String(path.at(-1))] ?? []).map((label) => ({ label, detail: `part of ${String(path.at(-1))}`, boost: 3 }))

const VALUES: Readonly<Record<string, readonly string[]>> = {
  '@case.operator': ['lower', 'upper'],
  '@json.mode': ['encode', 'decode'],
  '@merge.direction': ['left', 'right']
}

function valuesAt(path: JsonPath, fields: Fields, paths: readonly EventPath[]): readonly JsonSuggestion[] {
  const isPath = path.at(-1) === '@path' || (path.at(-2) === '@arrayPath' && path.at(-1) === 0)
  if (isPath) return paths.map(pathSuggestion)
  const parts = VALUES[path.slice(-2).join('.')]
  if (parts !== undefined) return parts.map((label) => ({ label }))
  return (fieldAt(path, fields)?.choices ?? []).map((choice) => {
    const { label, value } = typeof choice === 'string' ? { label: choice, value: choice } : choice
    return { label: String(value), detail: label, value: JSON.stringify(value) }
  })
}

const pathSuggestion = ({ path, value }: EventPath): JsonSuggestion => ({
  label: `$.${path}`,
  detail: Array.isArray(value) ? 'list' : typeof value,
  info: `This event holds ${(JSON.stringify(value) ?? 'nothing').slice(0, 80)}.`
})

/** The field a place of the mapping is about; directives on the way lead nowhere else. */
function fieldAt(path: JsonPath, fields: Fields): Field | undefined {
  let here: Fields | undefined = fields
  let field: Field | undefined
  for (const step of path) {
    if (typeof step === 'number' || step.startsWith('@')) continue
    if (here === undefined || !Object.hasOwn(here, step)) return undefined
    field = here[step]
    here = field?.properties
  }
  return field
}
