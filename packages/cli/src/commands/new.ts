import { existsSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { destinations } from '@waybill/destinations'
import { formatFiles } from '../authoring/format-files'
import { namesOf } from '../authoring/names'
import type { Names } from '../authoring/names'
import { missingOverrides, missingTools, projectFiles } from '../authoring/project-files'
import { registerDestination } from '../authoring/register-destination'
import { DESTINATIONS, packageAround, repositoryAround } from '../authoring/repository'
import { fromTemplate } from '../authoring/template'
import type { Files } from '../authoring/template'
import { writeFile, writeNewFiles } from '../authoring/write-files'
import { loadDefinition } from '../definitions/definition'
import { withFieldTables, withoutFieldTables } from '../definitions/field-tables'
import { EXIT } from '../exit-status'
import type { Terminal } from '../output/terminal'
import { UsageError } from '../usage-error'

export interface NewFlags {
  readonly title?: string
  readonly directory?: string
  readonly json?: boolean
}

/** What was made, and what to do next. */
interface Made {
  readonly folder: string
  readonly created: readonly string[]
  readonly changed: readonly string[]
  readonly next: readonly string[]
}

/**
 * `actions-cli new`: a destination from the template. In a checkout of Waybill it is put among the others and registered;
 * elsewhere it gets a folder, and what its project needs to check and test it, where that is not there yet.
 */
export async function createDestination(name: string, flags: NewFlags, terminal: Terminal): Promise<number> {
  const names = namesOf(name, flags.title)
  if (Object.hasOwn(destinations, names.slug)) {
    throw new UsageError(`There is a destination "${names.slug}" already; choose another name.`)
  }
  const repository = flags.directory === undefined ? repositoryAround('.') : undefined
  const made =
    repository === undefined
      ? await createOutside(names, flags.directory ?? '.')
      : await createInside(names, repository)
  terminal.out(flags.json ? `${JSON.stringify(made)}\n` : madeText(made))
  return EXIT.ok
}

async function createInside(names: Names, repository: string): Promise<Made> {
  const folder = join(repository, DESTINATIONS, names.slug)
  const registry = join(repository, DESTINATIONS, 'index.ts')
  const files = fromTemplate(names)
  const created = writeDestination(folder, files)
  const { destination } = await loadDefinition(folder)
  writeFile(join(folder, README), withFieldTables(files[README] ?? '', destination), 'w')
  writeFile(registry, registerDestination(readFileSync(registry, 'utf8'), names), 'w')
  await formatFiles(folder, [...Object.keys(files), registry])
  const path = relative('.', folder)
  return {
    folder: path,
    created,
    changed: [relative('.', registry)],
    next: [`npx jest ${path}`, 'npm run check']
  }
}

async function createOutside(names: Names, directory: string): Promise<Made> {
  const folder = resolve(directory, names.slug)
  const { [README]: readme = '', ...sources } = fromTemplate(names)
  const files = { ...sources, [README]: withoutFieldTables(readme) }
  const created = writeDestination(folder, files)
  await formatFiles(folder, Object.keys(files))
  const project = packageAround(directory) ?? resolve(directory)
  const isNew = !existsSync(join(project, 'package.json'))
  const absent = Object.entries(projectFiles(project)).filter(([file]) => !hasFile(project, file))
  writeNewFiles(project, Object.fromEntries(absent))
  const path = relative('.', folder)
  return {
    folder: path,
    created: [...created, ...absent.map(([file]) => relative('.', join(project, file)))],
    changed: [],
    next: [...installation(project, isNew), `npx jest ${path}`, 'npx tsc']
  }
}

const README = 'README.md'

/** Writes a destination into a folder of its own; the paths of its files. */
function writeDestination(folder: string, files: Files): readonly string[] {
  if (existsSync(folder)) throw new UsageError(`${relative('.', folder)} exists already; nothing was written.`)
  writeNewFiles(folder, files)
  return Object.keys(files)
    .toSorted()
    .map((file) => relative('.', join(folder, file)))
}

const hasFile = (project: string, file: string): boolean => {
  const alternatives = file.startsWith('jest.config')
    ? ['.js', '.cjs', '.mjs', '.ts', '.json'].map((end) => `jest.config${end}`)
    : [file]
  return alternatives.some((name) => existsSync(join(project, name)))
}

function installation(project: string, isNew: boolean): readonly string[] {
  if (isNew) return ['npm install']
  const overrides = missingOverrides(project)
  const tools = missingTools(project)
  return [
    ...(overrides.length === 0 ? [] : [`npm pkg set ${overrides.join(' ')}`]),
    ...(tools.length === 0 ? [] : [`npm install --save-dev --save-exact ${tools.join(' ')}`])
  ]
}

const madeText = ({ folder, created, changed, next }: Made): string =>
  [
    `Created ${folder}:`,
    ...created.map((file) => `  ${file}`),
    ...(changed.length > 0 ? ['Changed:', ...changed.map((file) => `  ${file}`)] : []),
    'Next:',
    ...next.map((command) => `  ${command}`),
    ''
  ].join('\n')
