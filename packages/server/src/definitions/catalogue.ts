import { resolve, sep } from 'node:path'
import type { Definition } from './definition'
import { findFolders } from './find-folders'
import type { DefinitionFolder, Where } from './find-folders'
import { loadDefinition } from './load-definition'

/** One destination that is served. */
export interface Entry {
  readonly slug: string
  readonly folder: DefinitionFolder
  /** The last one that could be loaded. */
  readonly definition?: Definition
  /** Why its files as they stand cannot be loaded: file, line, what to do. */
  readonly problem?: string
  /** Grows with every definition that is taken over. */
  readonly generation: number
}

/** Tells of files that changed, any number at once, until it is closed; resolves when nothing can be missed any more. */
export type Watch = (directory: string, changed: (files: readonly string[]) => void) => Promise<Watcher>

export interface Watcher {
  readonly close: () => Promise<void>
}

export interface CatalogueOptions extends Where {
  readonly watch: Watch
}

/** The destinations of a directory, kept up to date as their files change. */
export interface Catalogue {
  /** By name. */
  readonly entries: () => readonly Entry[]
  readonly find: (slug: string) => Entry | undefined
  /** Called after files changed, with the names of what was loaded anew or is gone. Returns how to end it. */
  readonly onChange: (listener: (slugs: readonly string[]) => void) => () => void
  readonly close: () => Promise<void>
}

/** Loads every destination of a directory, and those again whose files change. */
export async function openCatalogue(options: CatalogueOptions): Promise<Catalogue> {
  const entries = new Map<string, Entry>()
  const listeners = new Set<(slugs: readonly string[]) => void>()
  let waiting: string[] = []
  let reloading: Promise<void> | undefined

  const watcher = await options.watch(resolve(options.directory), (files) => {
    waiting.push(...files)
    reloading ??= reload()
  })
  for (const folder of findFolders(options)) {
    if (!entries.has(folder.slug)) entries.set(folder.slug, await load(folder, undefined))
  }

  /** One at a time; what changes meanwhile is next. */
  async function reload(): Promise<void> {
    while (waiting.length > 0) {
      const files = waiting
      waiting = []
      const changed = await reloadAfter(files)
      for (const listener of listeners) listener(changed)
    }
    reloading = undefined
  }

  async function reloadAfter(files: readonly string[]): Promise<readonly string[]> {
    const folders = findFolders(options)
    const gone = [...entries.keys()].filter((slug) => folders.every((folder) => folder.slug !== slug))
    for (const slug of gone) entries.delete(slug)
    const concerned = folders.filter(({ slug }) => !entries.has(slug) || isConcerned(slug, files, folders))
    for (const folder of concerned) entries.set(folder.slug, await load(folder, entries.get(folder.slug)))
    return [...gone, ...concerned.map(({ slug }) => slug)]
  }

  return {
    entries: () => [...entries.values()].toSorted((first, second) => (first.slug < second.slug ? -1 : 1)),
    find: (slug) => entries.get(slug),
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => {
      await watcher.close()
      await reloading
    }
  }
}

/** A file in the folder of another destination is of no concern; one beside the folders may be shared by all. */
const isConcerned = (slug: string, files: readonly string[], folders: readonly DefinitionFolder[]): boolean =>
  files.some((file) => {
    const owner = folders.find(({ path }) => file.startsWith(path + sep))
    return owner === undefined || owner.slug === slug
  })

/** A file that cannot be loaded leaves the last good definition in use. */
async function load(folder: DefinitionFolder, before: Entry | undefined): Promise<Entry> {
  const loaded = await loadDefinition(folder)
  const definition = loaded.definition ?? before?.definition
  const isOld = loaded.definition === undefined && definition !== undefined
  return {
    slug: folder.slug,
    folder,
    generation: (before?.generation ?? 0) + 1,
    ...(definition !== undefined && { definition }),
    ...(loaded.problem !== undefined && {
      problem: isOld ? `${loaded.problem} The last good definition stays in use.` : loaded.problem
    })
  }
}
