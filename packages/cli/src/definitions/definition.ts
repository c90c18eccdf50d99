import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { destinations } from '@waybill/destinations'
import { isJsonObject } from '@waybill/kit'
import type { Destination } from '@waybill/kit'
import { DESTINATIONS, repositoryAround } from '../authoring/repository'
import { UsageError } from '../usage-error'
import { loadModule } from './load-module'

/** A destination, and the folder of sources it is declared in. */
export interface Definition {
  readonly destination: Destination
  readonly folder: string
}

/** The destination a user names by its slug, or by the folder they keep it in. */
export async function openDefinition(name: string): Promise<Definition> {
  const shipped = Object.hasOwn(destinations, name) ? destinations[name] : undefined
  if (shipped !== undefined) return { destination: shipped, folder: join(shippedFolder(), 'src', name) }
  return loadDefinition(findSources(name))
}

/** The folder of sources of a destination that a user may change: their own, or one of the checkout they are in. */
export function findSources(name: string): string {
  const repository = repositoryAround('.')
  const folders = [...(repository === undefined ? [] : [join(repository, DESTINATIONS, name)]), resolve(name)]
  const folder = folders.find((each) => existsSync(each) && statSync(each).isDirectory())
  if (folder === undefined) {
    const slugs = Object.keys(destinations).join(', ')
    throw new UsageError(
      `There is no destination "${name}" and no such folder; choose one of ${slugs}, or the folder of one of your own.`
    )
  }
  if (!existsSync(join(folder, 'index.ts'))) {
    throw new UsageError(`${name} has no index.ts; name the folder of one destination.`)
  }
  return folder
}

/** Where the package of destinations is installed: its sources and its template are part of it. */
export const shippedFolder = (): string => dirname(require.resolve('@waybill/destinations/package.json'))

/** The destination that a folder of sources declares. */
export async function loadDefinition(folder: string): Promise<Definition> {
  const index = join(folder, 'index.ts')
  const found = Object.values(await loadModule(index)).filter(isDestination)
  if (found[0] !== undefined && found.length === 1) return { destination: found[0], folder }
  throw new UsageError(
    `${index} must export exactly one destination, made by defineDestination; it exports ${found.length}.`
  )
}

const isDestination = (value: unknown): value is Destination =>
  isJsonObject(value) &&
  typeof value['slug'] === 'string' &&
  [value['settings'], value['authentication'], value['actions']].every(isJsonObject) &&
  Array.isArray(value['presets'])
