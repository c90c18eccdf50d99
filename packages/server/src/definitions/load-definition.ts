import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkDefinition, checkExamples } from './check-definition'
import { createLoader } from './create-loader'
import type { Load } from './create-loader'
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
