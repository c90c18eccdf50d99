import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import * as kit from '@waybill/kit'
import { createJiti } from 'jiti'
import { checkDefinition, checkExamples } from './check-definition'
import type { Definition } from './definition'
import { describeFailure } from './describe-failure'
import type { DefinitionFolder } from './find-folders'

/** What became of loading a folder; `problem` beside a definition is about its examples alone. */
export interface LoadedFolder {
  readonly definition?: Definition
  /** One sentence: file, line, what to do. */
  readonly problem?: string
}

/** Loads the definition of a folder and its examples as they are on disk now, TypeScript or JavaScript. */
export async function loadDefinition(folder: DefinitionFolder): Promise<LoadedFolder> {
  const load = createLoader(dirname(folder.path))
  let checked: ReturnType<typeof checkDefinition>
  try {
    checked = checkDefinition(await load(folder.entry))
  } catch (error) {
    return { problem: describeFailure(error, folder.entry) }
  }
  if (!checked.ok) return { problem: describeFailure(new DefinitionError(checked.problem), folder.entry) }
  const { definition } = checked
  return definition.kind === 'declared' ? addExamples(definition, folder, load) : { definition }
}

/** Told as what it is, beside the errors that the author's own code throws. */
class DefinitionError extends Error {
  override readonly name = 'No definition'
  override readonly stack = ''
}

/** The file beside a definition that holds its examples. */
export const examplesFile = ({ path }: DefinitionFolder): string => join(path, 'examples.ts')

async function addExamples(
  definition: Extract<Definition, { readonly kind: 'declared' }>,
  folder: DefinitionFolder,
  load: Load
): Promise<LoadedFolder> {
  const file = examplesFile(folder)
  if (!existsSync(file)) return { definition }
  try {
    const examples = checkExamples(await load(file))
    if (examples !== undefined) return { definition: { ...definition, examples } }
    const problem = 'it exports no examples; export what defineExamples() returns'
    return withoutExamples(definition, describeFailure(new DefinitionError(problem), file))
  } catch (error) {
    return withoutExamples(definition, describeFailure(error, file))
  }
}

const withoutExamples = (definition: Definition, problem: string): LoadedFolder => ({
  definition,
  problem: `${problem} Until then there are no examples.`
})

type Load = (file: string) => Promise<unknown>

const nativeRequire = createRequire(__filename)

/**
 * Loads files as they are now: what an earlier load kept of anything below the root is forgotten. The kit and Segment's
 * runtime are ours, wherever the files are, so that a folder without packages of its own works.
 */
function createLoader(root: string): Load {
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
