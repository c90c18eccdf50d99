import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { formatFiles } from '../authoring/format-files'
import { writeFile } from '../authoring/write-files'
import { openDefinition } from '../definitions/definition'
import { EXIT } from '../exit-status'
import type { Terminal } from '../output/terminal'
import { differencesOf } from '../segment-export/differences'
import { exportDestination } from '../segment-export/export-destination'
import type { ExportedFiles } from '../segment-export/export-destination'
import { lintForSegment } from '../segment-export/lint-for-segment'
import { pullRequestText } from '../segment-export/pull-request'
import { segmentFolder } from '../segment-export/segment-definition'
import { UsageError } from '../usage-error'

export interface ExportFlags {
  readonly to: string
  readonly replace?: boolean
  readonly json?: boolean
}

/** Where Segment's repository keeps its destinations in cloud mode. */
const DESTINATIONS = join('packages', 'destination-actions', 'src', 'destinations')

/** `actions-cli export`: a destination as a folder in a checkout of Segment's repository. */
export async function exportToSegment(name: string, flags: ExportFlags, terminal: Terminal): Promise<number> {
  const parent = resolve(flags.to, DESTINATIONS)
  if (!existsSync(parent) || !statSync(parent).isDirectory()) {
    throw new UsageError(
      `${flags.to} is no checkout of segmentio/action-destinations: it has no ${DESTINATIONS}; clone that repository and name its folder.`
    )
  }
  const definition = await openDefinition(name)
  const { destination } = definition
  const problems = lintForSegment(destination)
  if (problems.length > 0) throw new UsageError(problems.join('\n'))
  const folder = join(parent, segmentFolder(destination))
  if (existsSync(folder) && flags.replace !== true) {
    throw new UsageError(
      `${relative('.', folder)} exists already; add --replace to write over it, or give the destination another slug.`
    )
  }
  const files = await exportDestination(definition)
  for (const [path, text] of Object.entries(files)) writeFile(join(folder, path), text, 'w')
  const isFormatted = await formatFiles(
    folder,
    Object.keys(files).filter((path) => path.endsWith('.ts'))
  )
  const made = {
    folder: relative('.', folder),
    files: Object.keys(files).toSorted(),
    leftOver: flags.replace === true ? leftOver(folder, files) : [],
    isFormatted,
    differences: differencesOf(destination),
    pullRequest: pullRequestText(destination)
  }
  terminal.out(flags.json ? `${JSON.stringify(made)}\n` : madeText(made, segmentFolder(destination)))
  return EXIT.ok
}

/** Files of the folder that the export does not make: nothing is deleted. */
const leftOver = (folder: string, files: ExportedFiles): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !Object.hasOwn(files, path))
    .toSorted()

interface Made {
  readonly folder: string
  readonly files: readonly string[]
  readonly leftOver: readonly string[]
  readonly isFormatted: boolean
  readonly differences: readonly string[]
  readonly pullRequest: string
}

function madeText({ folder, files, leftOver: left, isFormatted, differences }: Made, name: string): string {
  return [
    `Wrote ${files.length} files to ${folder}.`,
    ...(left.length === 0 ? [] : ['Not of this export, and left as they are:', ...left.map((path) => `  ${path}`)]),
    '',
    'What it does otherwise in Segment’s runtime',
    ...differences.map((difference) => `  - ${difference}`),
    '',
    'Next, in the checkout',
    ...(isFormatted ? [] : ['  yarn install', `  npx prettier --write ${DESTINATIONS}/${name}`]),
    `  ./bin/run generate:types --path ${DESTINATIONS}/${name}/index.ts`,
    `  TZ=UTC yarn cloud jest --testPathPattern=src/destinations/${name}/`,
    '  yarn lint && yarn typecheck && yarn validate',
    '',
    'The way of the pull request: docs/contributing-to-segment.md. Its text: the same command with --json, under "pullRequest".',
    ''
  ].join('\n')
}
