import { existsSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { isJsonObject } from '@waybill/kit'
import type { AnyEndpoint, Destination, Example } from '@waybill/kit'
import { actionText } from '../authoring/action-text'
import type { NamedEndpoint } from '../authoring/action-text'
import { addAction, addExample } from '../authoring/add-to-source'
import { beginExample } from '../authoring/begin-example'
import { formatFiles } from '../authoring/format-files'
import { namesOf } from '../authoring/names'
import type { Names } from '../authoring/names'
import { writeFile, writeNewFiles } from '../authoring/write-files'
import { literal } from '../code/literal'
import { findSources, loadDefinition } from '../definitions/definition'
import { hasFieldTables, withFieldTables } from '../definitions/field-tables'
import { loadModule } from '../definitions/load-module'
import { EXIT } from '../exit-status'
import type { Terminal } from '../output/terminal'
import { UsageError } from '../usage-error'

export interface NewActionFlags {
  readonly title?: string
  readonly endpoint?: string
  readonly json?: boolean
}

/** `actions-cli new-action`: an action of a destination, with an example that shows what it sends. */
export async function createAction(
  { destination, action }: { readonly destination: string; readonly action: string },
  flags: NewActionFlags,
  terminal: Terminal
): Promise<number> {
  const names = namesOf(action, flags.title)
  const folder = findSources(destination)
  if (folder.includes(`${sep}node_modules${sep}`)) {
    throw new UsageError(`${destination} is part of an installed package; change a destination of your own.`)
  }
  checkIsNew(names, (await loadDefinition(folder)).destination)
  const endpoint = await findEndpoint(folder, flags.endpoint)
  const example = beginExample(names, endpoint, await readExampleSettings(folder))
  const made = await writeAction({ folder, names, endpoint, example })
  terminal.out(flags.json ? `${JSON.stringify(made)}\n` : madeText(made, relative('.', folder)))
  return EXIT.ok
}

function checkIsNew({ identifier, title }: Names, { slug, actions }: Destination): void {
  if (Object.hasOwn(actions, identifier)) {
    throw new UsageError(`${slug} has an action "${identifier}" already; choose another name.`)
  }
  if (Object.values(actions).some((action) => action.title === title)) {
    throw new UsageError(`${slug} has an action titled "${title}"; say another with --title.`)
  }
}

interface Made {
  readonly created: readonly string[]
  readonly changed: readonly string[]
  /** What could not be put into its place by itself. */
  readonly byHand: readonly string[]
}

interface Beginning {
  readonly folder: string
  readonly names: Names
  readonly endpoint: NamedEndpoint
  readonly example: Example
}

/** Writes the action, and names it where the destination lists its actions, examples and fields. */
async function writeAction({ folder, names, endpoint, example }: Beginning): Promise<Made> {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const file = join('actions', `${names.slug}.ts`)
  const index = addAction(read('index.ts'), 'index.ts', names)
  const examples = addExample(read('examples.ts'), 'examples.ts', example)
  writeNewFiles(folder, { [file]: actionText(names, endpoint) })
  if (index !== undefined) writeFile(join(folder, 'index.ts'), index, 'w')
  if (examples !== undefined) writeFile(join(folder, 'examples.ts'), examples, 'w')
  const changed = [
    ...(index === undefined ? [] : ['index.ts', ...(await writeTables(folder))]),
    ...(examples === undefined ? [] : ['examples.ts'])
  ]
  await formatFiles(folder, [file, ...changed])
  const place = (name: string): string => relative('.', join(folder, name))
  return {
    created: [place(file)],
    changed: changed.map(place),
    byHand: [
      ...(index === undefined ? [`Name ${names.identifier} among the actions in index.ts.`] : []),
      ...(examples === undefined ? [`Add this example:\n${literal(example)}`] : [])
    ]
  }
}

/** Brings the field tables of a README up to date, if it has them; what it wrote. */
async function writeTables(folder: string): Promise<readonly string[]> {
  const path = join(folder, 'README.md')
  const readme = existsSync(path) ? readFileSync(path, 'utf8') : ''
  if (!hasFieldTables(readme)) return []
  const { destination } = await loadDefinition(folder)
  writeFile(path, withFieldTables(readme, destination), 'w')
  return ['README.md']
}

/** The endpoint that is asked for, or the first that the destination declares. */
async function findEndpoint(folder: string, wanted: string | undefined): Promise<NamedEndpoint> {
  const path = join(folder, 'endpoints.ts')
  if (!existsSync(path))
    throw new UsageError(`${relative('.', path)} does not exist; an action sends to an endpoint of it.`)
  const declared = readFileSync(path, 'utf8')
  const endpoints = Object.entries(await loadModule(path))
    .flatMap(([name, value]) => (isEndpoint(value) ? [{ name, endpoint: value }] : []))
    .toSorted((first, second) => declared.indexOf(`const ${first.name} `) - declared.indexOf(`const ${second.name} `))
  const found = wanted === undefined ? endpoints[0] : endpoints.find(({ name }) => name === wanted)
  if (found !== undefined) return found
  throw new UsageError(
    `${relative('.', path)} has no endpoint ${wanted === undefined ? 'at all' : `"${wanted}"`}; ${endpoints.length === 0 ? 'declare one with defineEndpoint' : `choose one of ${endpoints.map(({ name }) => name).join(', ')}`}.`
  )
}

const isEndpoint = (value: unknown): value is AnyEndpoint =>
  isJsonObject(value) && typeof value['docs'] === 'string' && typeof value['request'] === 'function'

/** The settings that the examples of a destination are written for. */
async function readExampleSettings(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const { examples } = await loadModule(join(folder, 'examples.ts'))
  const settings = isJsonObject(examples) ? examples['settings'] : undefined
  if (isJsonObject(settings)) return settings
  throw new UsageError('examples.ts must export the examples, made by defineExamples, with their settings.')
}

const madeText = ({ created, changed, byHand }: Made, folder: string): string =>
  [
    ...created.map((file) => `Created ${file}.`),
    ...changed.map((file) => `Changed ${file}.`),
    ...byHand,
    'Next:',
    `  npx jest ${folder}`,
    ''
  ].join('\n')
