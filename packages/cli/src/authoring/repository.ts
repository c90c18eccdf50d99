import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isJsonObject } from '@waybill/kit'

/** The folder of the checkout of Waybill that a folder lies in; undefined elsewhere. */
export const repositoryAround = (folder: string): string | undefined =>
  foldersUp(folder).find((each) => packageName(each) === 'waybill' && existsSync(join(each, DESTINATIONS)))

/** The folder of the npm package that a folder lies in; undefined when it lies in none. */
export const packageAround = (folder: string): string | undefined =>
  foldersUp(folder).find((each) => existsSync(join(each, 'package.json')))

/** Where a checkout of Waybill keeps its destinations. */
export const DESTINATIONS = join('packages', 'destinations', 'src')

function foldersUp(folder: string): readonly string[] {
  const here = resolve(folder)
  const above = dirname(here)
  return above === here ? [here] : [here, ...foldersUp(above)]
}

function packageName(folder: string): unknown {
  const manifest = readManifest(join(folder, 'package.json'))
  return manifest['name']
}

/** A package.json; empty when there is none, or nothing that can be read. */
export function readManifest(path: string): { readonly [key: string]: unknown } {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isJsonObject(manifest) ? manifest : {}
  } catch {
    return {}
  }
}
