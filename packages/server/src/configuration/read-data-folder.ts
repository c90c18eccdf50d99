import { resolve } from 'node:path'
import { isJsonObject } from '@waybill/kit'
import { createProblemLog } from './problem-log'
import { readSection } from './read-section'
import type { ConfigurationContext } from './read-configuration'
import { resolveReferences } from './resolve-references'
import { dataSection } from './sections/data-section'
import { readYaml } from './yaml-text'
import type { PlacedProblem } from './yaml-text'

export type ReadDataFolder =
  { readonly ok: true; readonly folder: string } | { readonly ok: false; readonly problems: readonly PlacedProblem[] }

/** The data folder that a configuration file names; of all else in it nothing is checked, and no other variable need be set. */
export function readDataFolder(
  text: string,
  { environment, folder }: Pick<ConfigurationContext, 'environment' | 'folder'>
): ReadDataFolder {
  const read = readYaml(text.replace(/^\uFEFF/, ''))
  if (!read.ok) return read
  const log = createProblemLog(read.yaml)
  const { data: written } = isJsonObject(read.yaml.value) ? read.yaml.value : {}
  const { value, missing } = resolveReferences({ data: written }, { environment, isLiteral: () => false })
  for (const { path, message } of missing) log.add(path, message)
  const fields = { path: ['data'], name: 'data', fields: dataSection }
  const data = missing.length > 0 ? undefined : readSection(isJsonObject(value) ? value['data'] : {}, fields, log)
  return data === undefined
    ? { ok: false, problems: log.problems() }
    : { ok: true, folder: resolve(folder, data.folder) }
}
