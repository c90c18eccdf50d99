import { isJsonObject } from '@waybill/kit'
import type { Destination, SettingFields } from '@waybill/kit'
import type { SourceKind } from '../service/source-kind'
import type { ProblemLog } from './problem-log'
import { hasReference } from './resolve-references'
import { operationsSection } from './sections/operations-section'
import { segmentSection } from './sections/segment-section'
import type { Path } from './yaml-text'

/** What can be configured, and thereby what of it is secret. */
interface Declared {
  readonly destinations: Readonly<Record<string, Destination>>
  readonly sourceKinds: readonly SourceKind[]
}

interface SecretAt {
  readonly path: Path
  readonly value: string
}

/** Every secret in a configuration, as a value. */
export const findSecrets = (configuration: unknown, declared: Declared): readonly string[] => [
  ...new Set(secretsIn(configuration, declared).map(({ value }) => value))
]

/** Warns of secrets that stand in the file itself. Write keys may: they stand in web pages and apps, too. */
export function warnOfSecrets(configuration: unknown, declared: Declared, log: ProblemLog): void {
  for (const { path, value } of secretsIn(configuration, declared)) {
    if (hasReference(value) || path.includes('writeKeys')) continue
    log.warn(path, 'A secret stands in the file; put it into an environment variable and write ${NAME_OF_IT} here.')
  }
}

function secretsIn(configuration: unknown, { destinations, sourceKinds }: Declared): readonly SecretAt[] {
  const { operations, sources, destinations: instances } = isJsonObject(configuration) ? configuration : {}
  const found = passwordsIn(operations, operationsSection, ['operations'])
  for (const [id, source] of entriesOf(sources)) {
    const kind = sourceKinds.find(({ type }) => type === source['type'])
    found.push(...passwordsIn(source, kind?.options ?? segmentSection, ['sources', id]))
  }
  for (const [id, instance] of entriesOf(instances)) {
    const slug = typeof instance['destination'] === 'string' ? instance['destination'] : id
    const destination = Object.hasOwn(destinations, slug) ? destinations[slug] : undefined
    const path = ['destinations', id, 'settings']
    if (destination !== undefined) found.push(...passwordsIn(instance['settings'], destination.settings, path))
  }
  return found
}

function passwordsIn(values: unknown, fields: SettingFields, path: Path): SecretAt[] {
  if (!isJsonObject(values)) return []
  return Object.entries(fields).flatMap(([key, { type }]) => {
    if (type !== 'password') return []
    const texts: readonly unknown[] = [values[key]].flat()
    return texts.map(textOf).flatMap((value) => (value === '' ? [] : [{ path: [...path, key], value }]))
  })
}

/** A secret of digits only is a number in YAML; it is used as the text that stands there. */
const textOf = (value: unknown): string =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value === 'string' ? value : ''

const entriesOf = (value: unknown): readonly (readonly [string, { readonly [key: string]: unknown }])[] =>
  Object.entries(isJsonObject(value) ? value : {}).flatMap(([key, member]) =>
    isJsonObject(member) ? [[key, member] as const] : []
  )
