import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { parseModule } from '../code/parse'
import { relativeImports } from '../code/tidy-module'
import { UsageError } from '../usage-error'

/** The sources of a folder, by their path in it without the extension: `payload/time`. */
export type SourceTree = ReadonlyMap<string, string>

/** The files that some files of a folder need, themselves included. */
export function readSources(folder: string, starts: readonly string[]): SourceTree {
  const sources = new Map<string, string>()
  const waiting = [...starts]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (sources.has(path)) continue
    const source = readSource(folder, path)
    sources.set(path, source)
    for (const { source: imported } of relativeImports(parseModule(source, `${path}.ts`))) {
      waiting.push(resolveImport(folder, path, imported.value))
    }
  }
  return sources
}

/** What an import of a file names, as a path in the folder. */
export function resolveImport(folder: string, from: string, imported: string): string {
  const path = normalize(join(dirname(from), imported))
  return existsSync(join(folder, `${path}.ts`)) ? path : join(path, 'index')
}

export function readSource(folder: string, path: string): string {
  const file = join(folder, `${path}.ts`)
  if (!existsSync(file)) throw new UsageError(`${file} does not exist, and another file imports it.`)
  return readFileSync(file, 'utf8')
}
