import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'

/** A folder that holds one destination. */
export interface DefinitionFolder {
  /** What it is called, in addresses too: the folder's name. */
  readonly slug: string
  readonly path: string
  /** The file that exports the definition. */
  readonly entry: string
}

export interface Where {
  /** Holds a folder for each destination, or is itself the folder of one. */
  readonly directory: string
  /** Only the folder of this name. @default all */
  readonly only?: string | undefined
  /** The file of a folder that exports its definition. @default index.ts */
  readonly entry?: string
}

/** The folders of definitions, by name; those without the file are none. */
export function findFolders({ directory, only, entry = 'index.ts' }: Where): readonly DefinitionFolder[] {
  const root = resolve(directory)
  const isDestination = (path: string): boolean => existsSync(join(path, entry))
  const inside = names(root).filter((name) => isDestination(join(root, name)))
  const found =
    inside.length === 0 && isDestination(root)
      ? [{ slug: basename(root), path: root }]
      : inside.map((name) => ({ slug: name, path: join(root, name) }))
  return found
    .filter(({ slug }) => only === undefined || slug === only)
    .map((folder) => ({ ...folder, entry: join(folder.path, entry) }))
}

function names(root: string): readonly string[] {
  if (!existsSync(root) || !statSync(root).isDirectory()) return []
  return readdirSync(root, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() && !/^(?:\.|node_modules$)/.test(entry.name) ? [entry.name] : []))
    .toSorted()
}
