import { createRequire } from 'node:module'
import { sep } from 'node:path'
import * as kit from '@waybill/kit'
import { createJiti } from 'jiti'

/** Resolves to what a file exports; rejects with the error of the file, or of what it imports. */
export type Load = (file: string) => Promise<unknown>

const nativeRequire = createRequire(__filename)

/**
 * Loads files as they are now: what an earlier load kept of anything below the root is forgotten. The kit and Segment's
 * runtime are ours, wherever the files are, so that a folder without packages of its own works.
 */
export function createLoader(root: string): Load {
  for (const file of Object.keys(nativeRequire.cache)) {
    if (file.startsWith(root + sep) && !file.includes(`${sep}node_modules${sep}`)) delete nativeRequire.cache[file]
  }
  const jiti = createJiti(__filename, {
    interopDefault: false,
    virtualModules: {
      '@waybill/kit': kit,
      // Only a definition for Segment's own runtime asks for it, and only then it is loaded.
      get '@segment/actions-core'(): unknown {
        return actionsCore()
      }
    }
  })
  return (file) => jiti.import(file)
}

function actionsCore(): unknown {
  const segment: unknown = nativeRequire('@waybill/kit/segment')
  return kit.isJsonObject(segment) ? segment['actionsCore'] : undefined
}
