import { resolve } from 'node:path'
import { closestName, isJsonObject } from '@waybill/kit'
import type { Destination } from '@waybill/kit'
import type { SourceKind } from '../service/source-kind'
import { checkPorts } from './check-ports'
import { findSecrets, warnOfSecrets } from './find-secrets'
import { createProblemLog } from './problem-log'
import type { ProblemLog } from './problem-log'
import { readDestinations } from './read-destinations'
import { readSection } from './read-section'
import { readSources } from './read-sources'
import { resolveReferences } from './resolve-references'
import { dataSection } from './sections/data-section'
import { httpSection } from './sections/http-section'
import { operationsSection } from './sections/operations-section'
import type { ServiceConfiguration } from './service-configuration'
import { readYaml } from './yaml-text'
import type { Path, PlacedProblem } from './yaml-text'

export interface ConfigurationContext {
  /** The destinations that there are, by slug. */
  readonly destinations: Readonly<Record<string, Destination>>
  readonly sourceKinds: readonly SourceKind[]
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The folder of the file, which paths in it start from. */
  readonly folder: string
  /** Settings to take in place of those in the file, such as a sandbox's. @default those in the file */
  readonly settingsOf?: (destination: Destination) => Readonly<Record<string, unknown>>
}

export type ReadConfiguration =
  | { readonly ok: true; readonly configuration: ServiceConfiguration; readonly warnings: readonly PlacedProblem[] }
  | { readonly ok: false; readonly problems: readonly PlacedProblem[]; readonly warnings: readonly PlacedProblem[] }

const SECTIONS = ['http', 'data', 'operations', 'sources', 'destinations']

/** Reads a configuration file: checked and compiled, or everything that is wrong with it, each with its line. */
export function readConfiguration(text: string, context: ConfigurationContext): ReadConfiguration {
  const read = readYaml(text.replace(/^\uFEFF/, ''))
  if (!read.ok) return { ok: false, problems: read.problems, warnings: [] }
  const { yaml } = read
  const log = createProblemLog(yaml)
  if (!isJsonObject(yaml.value)) {
    log.add(
      [],
      'The file must hold the sections sources and destinations; http, data and operations may be left out. actions-cli init writes one.'
    )
    return { ok: false, problems: log.problems(), warnings: [] }
  }
  reportUnknownSections(yaml.value, log)
  const written = replaceSettings(yaml.value, context)
  const { value, missing } = resolveReferences(written, { environment: context.environment, isLiteral })
  for (const { path, message } of missing) {
    log.add(path, message)
    log.silence(path)
  }
  warnOfSecrets(yaml.value, context, log)
  const configuration = readSections(isJsonObject(value) ? value : {}, context, log)
  const [problems, warnings] = [log.problems(), log.warnings()]
  return configuration === undefined || problems.length > 0
    ? { ok: false, problems, warnings }
    : { ok: true, configuration, warnings }
}

function replaceSettings(
  value: { readonly [key: string]: unknown },
  { settingsOf, destinations }: ConfigurationContext
): { readonly [key: string]: unknown } {
  const instances = value['destinations']
  if (settingsOf === undefined || !isJsonObject(instances)) return value
  const replaced = Object.entries(instances).map(([id, instance]) => {
    const own = instance ?? {}
    if (!isJsonObject(own)) return [id, instance] as const
    const slug = own['destination'] ?? id
    const destination = typeof slug === 'string' && Object.hasOwn(destinations, slug) ? destinations[slug] : undefined
    return [id, destination === undefined ? instance : { ...own, settings: settingsOf(destination) }] as const
  })
  return { ...value, destinations: Object.fromEntries(replaced) }
}

/** Mappings and conditions are the author's own texts, and may hold `${` for reasons of theirs. */
const isLiteral = ([section, , part]: Path): boolean => section === 'destinations' && part === 'subscriptions'

function readSections(
  sections: { readonly [key: string]: unknown },
  context: ConfigurationContext,
  log: ProblemLog
): ServiceConfiguration | undefined {
  const http = readSection(sections['http'], { fields: httpSection, path: ['http'], name: 'http' }, log)
  const data = readSection(sections['data'], { fields: dataSection, path: ['data'], name: 'data' }, log)
  const operations = readSection(
    sections['operations'],
    { fields: operationsSection, path: ['operations'], name: 'operations' },
    log
  )
  const instances = readDestinations(sections['destinations'], context.destinations, log)
  const instanceIds = isJsonObject(sections['destinations']) ? Object.keys(sections['destinations']) : []
  const { sourceKinds } = context
  const sources = readSources(sections['sources'], { sourceKinds, instances, instanceIds }, log)
  if (http === undefined || data === undefined || operations === undefined) return undefined
  checkPorts({ http, operations }, { written: sections, log })
  const secrets = findSecrets(sections, context)
  const folder = resolve(context.folder, data.folder)
  return { http, data: { ...data, folder }, operations, sources, instances, secrets }
}

function reportUnknownSections(value: { readonly [key: string]: unknown }, log: ProblemLog): void {
  for (const key of Object.keys(value)) {
    if (SECTIONS.includes(key)) continue
    const meant = closestName(key, SECTIONS)
    const hint = meant === undefined ? `there are ${SECTIONS.join(', ')}.` : `did you mean "${meant}"?`
    log.add([key], `There is no section of that name; ${hint}`)
  }
}
