import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnyAction, Destination } from '@waybill/kit'
import { parseModule } from '../code/parse'
import { relativeImports, tidyModule } from '../code/tidy-module'
import type { Definition } from '../definitions/definition'
import { generatedTypes } from '../generated-types/interface-text'
import { isBatched, segmentFields } from '../segment-fields'
import { UsageError } from '../usage-error'
import { actionModule } from './action-module'
import { definingCall, propertiesOf } from './call-of'
import { readExamples } from './examples-of'
import { indexModule } from './index-module'
import { keepRegions } from './keep-regions'
import { kitFolder } from './kit-sources'
import { metadataText } from './metadata'
import { kitTarget, moveModule } from './move-module'
import type { Surroundings } from './move-module'
import { readSource, readSources, resolveImport } from './source-tree'
import type { SourceTree } from './source-tree'
import { testFiles } from './test-files'
import { apiVersions, versioningInfo } from './versions'
import type { VersionedText } from './versions'

/** The files of an exported destination: text by path, relative to its folder. */
export type ExportedFiles = Readonly<Record<string, string>>

/**
 * A destination as a folder of Segment's repository: its own sources, with what they take from the kit beside them, and
 * each action as an `ActionDefinition`.
 *
 * @see https://github.com/segmentio/action-destinations/blob/main/docs/create.md
 */
export async function exportDestination({ destination, folder }: Definition): Promise<ExportedFiles> {
  const actions = actionModules(folder, destination)
  const versions = apiVersions(destination, versionedTexts(folder, destination))
  const kitFiles = new Set<string>()
  const around: Surroundings = {
    folderOf: (origin) => (origin === 'kit' ? kitFolder() : folder),
    targetOf: (path) => {
      const key = actions.get(path)
      return key === undefined ? path : `${key}/index`
    },
    needsKitFile: (path) => kitFiles.add(path),
    versions,
    defaults: Object.fromEntries(Object.entries(destination.settings).map(([key, field]) => [key, field.default]))
  }
  const modules = destinationModules(destination, actions, around)
  const batched = Object.values(destination.actions).some(isBatched)
  if (batched) kitFiles.add('definition/batching-fields')
  const sources = { ...modules, ...kitModules(kitFiles, around), ...carriedModules(destination, modules) }
  const examples = await readExamples(folder)
  return {
    ...Object.fromEntries(Object.entries(sources).map(([path, source]) => [`${path}.ts`, source])),
    ...typeFiles(destination),
    'versioning-info.ts': versioningInfo(destination, versions),
    'metadata.json': metadataText(destination),
    ...(examples === undefined ? {} : testFiles(destination, examples))
  }
}

/** The modules of actions, by their path in the sources, with the name of the action. */
function actionModules(folder: string, destination: Destination): ReadonlyMap<string, string> {
  const source = readSource(folder, 'index')
  const program = parseModule(source, 'index.ts')
  const { object } = definingCall(program, 'defineDestination', join(folder, 'index.ts'))
  const table = propertiesOf(object, source).find(({ name }) => name === 'actions')?.value
  if (table?.type !== 'ObjectExpression') {
    throw new UsageError(
      `${join(folder, 'index.ts')}: write the actions out as an object, so that they can be exported.`
    )
  }
  const modules = new Map<string, string>()
  for (const { name, value } of propertiesOf(table, source)) {
    const statement = relativeImports(program).find(({ specifiers }) =>
      specifiers.some(({ local }) => value.type === 'Identifier' && local.name === value.name)
    )
    if (statement !== undefined) modules.set(resolveImport(folder, 'index', statement.source.value), name)
  }
  const missing = Object.keys(destination.actions).find((name) => ![...modules.values()].includes(name))
  if (missing === undefined) return modules
  throw new UsageError(
    `${join(folder, 'index.ts')}: import the action "${missing}" from a file of its own, so that it can be exported.`
  )
}

/** A source without its comments and the addresses of documents, which name versions that no request does. */
const requestCode = (source: string): string => source.replaceAll(/docs: '[^']*'|\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')

/** Where the sources name versions of the API. */
function versionedTexts(folder: string, destination: Destination): readonly VersionedText[] {
  const endpoints = [...new Set(Object.values(destination.actions).map(({ endpoint }) => endpoint))]
  const docs = endpoints[0]?.docs ?? ''
  const doors = readSource(folder, 'endpoints').split(/^export const (?=\w+ = defineEndpoint)/m)
  return [
    ...doors.map((text) => {
      const name = /^(\w+) = defineEndpoint/.exec(text)?.[1]
      return { text: requestCode(text), context: name ?? 'endpoints', docs: /docs: '([^']*)'/.exec(text)?.[1] ?? docs }
    }),
    { text: requestCode(readSource(folder, 'settings')), context: 'settings', docs },
    {
      text: requestCode(readSource(folder, 'index')),
      context: 'authentication',
      docs: destination.authentication.test?.docs ?? docs
    }
  ]
}

/** The destination's own modules, by their path in the export. */
function destinationModules(
  destination: Destination,
  actions: ReadonlyMap<string, string>,
  around: Surroundings
): Readonly<Record<string, string>> {
  const folder = around.folderOf('destination')
  const move = (path: string, source: string): string =>
    moveModule({ source, from: path, to: around.targetOf(path), origin: 'destination' }, around)
  const index = tidyModule(indexModule(move('index', readSource(folder, 'index')), destination), 'index')
  const needed = relativeImports(parseModule(index, 'index')).map(({ source }) => source.value.slice(2))
  const own = needed.filter((path) => readsOwn(folder, path))
  const sources: SourceTree = readSources(folder, [...actions.keys(), ...own, 'settings'])
  const modules: Record<string, string> = { index }
  for (const [path, source] of sources) {
    const to = around.targetOf(path)
    const moved = move(path, source)
    const name = actions.get(path)
    const action = name === undefined ? undefined : destination.actions[name]
    const text = action === undefined ? moved : actionModule(moved, { to, isBatched: isBatched(action) })
    modules[to] = tidyModule(text, to)
  }
  return modules
}

function readsOwn(folder: string, path: string): boolean {
  try {
    readSource(folder, path)
    return true
  } catch {
    return false
  }
}

/** The files of the kit that the modules need, and those that these need. */
function kitModules(needed: Set<string>, around: Surroundings): Readonly<Record<string, string>> {
  const modules: Record<string, string> = {}
  // What a file needs is added to the set while it is gone through.
  for (const path of needed) {
    const to = kitTarget(path)
    if (modules[to] !== undefined) throw new Error(`Two files of the kit are called ${to}.`)
    modules[to] = tidyModule(
      moveModule({ source: readSource(kitFolder(), path), from: path, to, origin: 'kit' }, around),
      to
    )
  }
  return modules
}

const CARRIED = ['types', 'exchange', 'place', 'perform'] as const

/** What delivers in place of the runner, with the parts that the destination uses. */
function carriedModules(
  destination: Destination,
  modules: Readonly<Record<string, string>>
): Readonly<Record<string, string>> {
  const regions = neededRegions(destination, modules)
  const read = (name: string): string =>
    tidyModule(
      keepRegions(
        readFileSync(join(__dirname, '..', '..', 'src', 'segment-export', 'carried', `${name}.ts`), 'utf8'),
        regions
      ),
      name
    )
  const deliver = regions.has('many') ? 'deliver-many' : 'deliver-one'
  return {
    ...Object.fromEntries(
      CARRIED.map((name) => [`delivery/${name}`, read(name).replaceAll("'./deliver-many'", "'./deliver'")])
    ),
    'delivery/deliver': read(deliver),
    ...(destination.authentication.test !== undefined && { 'delivery/check-credentials': read('check-credentials') })
  }
}

function neededRegions(destination: Destination, modules: Readonly<Record<string, string>>): ReadonlySet<string> {
  const actions: readonly AnyAction[] = Object.values(destination.actions)
  const has = (key: 'slots' | 'route' | 'itemErrors'): boolean =>
    actions.some(({ endpoint }) => endpoint[key] !== undefined)
  return new Set([
    ...(['slots', 'route', 'itemErrors'] as const).filter(has),
    ...(actions.some(isBatched) ? ['many'] : []),
    ...(Object.values(modules).some((text) => /import type \{[^}]*\bItem\b/.test(text)) ? ['Item'] : [])
  ])
}

/** The types that Segment's generator would write. */
const typeFiles = ({ settings, actions }: Destination): ExportedFiles => ({
  'generated-types.ts': generatedTypes('Settings', settings),
  ...Object.fromEntries(
    Object.entries(actions).map(([name, action]) => [
      `${name}/generated-types.ts`,
      generatedTypes('Payload', segmentFields(action))
    ])
  )
})
