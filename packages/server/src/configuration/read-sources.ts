import { closestName, isJsonObject } from '@waybill/kit'
import type { SettingFields } from '@waybill/kit'
import type { SourceKind } from '../service/source-kind'
import { originProblem } from './origin-problem'
import type { ProblemLog } from './problem-log'
import { readSection } from './read-section'
import { segmentSection } from './sections/segment-section'
import type { ConfiguredInstance, SourceConfiguration } from './service-configuration'
import type { Path } from './yaml-text'

export interface SourceContext {
  readonly sourceKinds: readonly SourceKind[]
  readonly instances: readonly ConfiguredInstance[]
  /** Ids in the file, also of instances that could not be compiled. */
  readonly instanceIds: readonly string[]
}

const SEGMENT = 'segment'

/** Reads the section `sources`. */
export function readSources(value: unknown, context: SourceContext, log: ProblemLog): readonly SourceConfiguration[] {
  if (!isJsonObject(value) || Object.keys(value).length === 0) {
    log.add(['sources'], 'Name at least one source under "sources", or nothing can come in.')
    return []
  }
  const sources = Object.entries(value).flatMap(([id, entry]) => readSource(id, entry, { context, log }) ?? [])
  reportSharedKeys(sources, log)
  return sources
}

interface Reading {
  readonly context: SourceContext
  readonly log: ProblemLog
}

function readSource(id: string, entry: unknown, { context, log }: Reading): SourceConfiguration | undefined {
  const path = ['sources', id]
  if (!/^[\w.-]{1,100}$/.test(id)) log.add(path, 'A source is called by letters, digits, ".", "_" and "-".')
  if (!isJsonObject(entry)) {
    log.add(path, 'A source must be an object, such as "writeKeys: [${WRITE_KEY}]".')
    return undefined
  }
  const { type = SEGMENT, destinations: wanted, ...written } = entry
  const sourceKind = context.sourceKinds.find((kind) => kind.type === type)
  if (sourceKind === undefined && type !== SEGMENT) {
    const types = [SEGMENT, ...context.sourceKinds.map((kind) => kind.type)]
    log.add([...path, 'type'], `There is no such type of source; choose one of ${types.join(', ')}.`)
    return undefined
  }
  const rest = knownOf(
    written,
    { path, type: sourceKind?.type ?? SEGMENT, fields: sourceKind?.options ?? segmentSection },
    log
  )
  const destinations = readWanted(wanted, { id, context, log, sourceKind })
  if (sourceKind !== undefined) {
    const options = readSection(rest, { fields: sourceKind.options, path, name: `the source "${id}"` }, log)
    return options && { kind: 'other', id, sourceKind, options, destinations }
  }
  const options = readSection(rest, { fields: segmentSection, path, name: `the source "${id}"` }, log)
  if (options === undefined) return undefined
  const { writeKeys, origins = [] } = options
  const given = [rest['writeKeys']].flat()
  if (given.length === 0 || given.includes('')) {
    log.add([...path, 'writeKeys'], 'Give the source at least one write key, and none that is empty.')
  }
  for (const [index, origin] of origins.entries()) {
    const problem = originProblem(origin)
    if (problem !== undefined) log.add([...path, 'origins', index], `No page has this origin: ${problem}`)
  }
  return { kind: 'segment', id, writeKeys, origins, destinations }
}

interface Known {
  readonly path: Path
  readonly type: string
  readonly fields: SettingFields
}

/** What of an entry its type declares; the rest is reported, also by the keys that every source has. */
function knownOf(
  written: { readonly [key: string]: unknown },
  { path, type, fields }: Known,
  log: ProblemLog
): { readonly [key: string]: unknown } {
  const keys = ['type', 'destinations', ...Object.keys(fields)]
  const isKnown = (key: string): boolean => Object.hasOwn(fields, key)
  for (const key of Object.keys(written).filter((each) => !isKnown(each))) {
    const meant = closestName(key, keys)
    const hint =
      meant === undefined
        ? `A source of the type ${type} has no "${key}"; it has ${keys.join(', ')}.`
        : `A source has no "${key}"; did you mean "${meant}"?`
    log.add([...path, key], hint)
  }
  return Object.fromEntries(Object.entries(written).filter(([key]) => isKnown(key)))
}

interface Wanting extends Reading {
  readonly id: string
  readonly sourceKind: SourceKind | undefined
}

const GOES_BACK_ONLY =
  'The source goes nowhere: there is no destination but the one it comes from; name that one here if you want it to come back.'

/** The instances a source goes to: all unless it names them, without those that its kind should not come back to. */
function readWanted(wanted: unknown, { id, context, log, sourceKind }: Wanting): ReadonlySet<string> {
  const { instances, instanceIds } = context
  const path = ['sources', id, 'destinations']
  if (wanted === undefined || wanted === null) {
    const { notTo = [] } = sourceKind ?? {}
    const others = instances.filter(({ instance }) => !notTo.includes(instance.plan.destination.slug))
    if (others.length === 0 && instances.length > 0) log.warn(path, GOES_BACK_ONLY)
    return new Set(others.map(({ instance }) => instance.id))
  }
  if (!Array.isArray(wanted)) {
    log.add(path, 'The destinations of a source must be a list of their names.')
    return new Set()
  }
  const names: readonly unknown[] = wanted
  for (const [index, name] of names.entries()) {
    if (typeof name === 'string' && instanceIds.includes(name)) continue
    const meant = typeof name === 'string' ? closestName(name, instanceIds) : undefined
    const hint = meant === undefined ? `known are ${instanceIds.join(', ')}` : `did you mean "${meant}"?`
    log.add([...path, index], `There is no destination of that name under "destinations"; ${hint}`)
  }
  if (names.length === 0) log.warn(path, 'The source goes nowhere: its list of destinations is empty.')
  return new Set(names.filter((name) => typeof name === 'string'))
}

/** An event of a write key must be of one source. */
function reportSharedKeys(sources: readonly SourceConfiguration[], log: ProblemLog): void {
  const seen = new Map<string, string>()
  for (const source of sources) {
    if (source.kind !== 'segment') continue
    for (const [index, key] of source.writeKeys.entries()) {
      const other = seen.get(key)
      const where = other === source.id ? 'here already' : `a key of the source "${other}", too`
      if (other !== undefined) log.add(['sources', source.id, 'writeKeys', index], `The write key is ${where}.`)
      seen.set(key, source.id)
    }
  }
}
