import { join } from 'node:path'
import { build } from 'esbuild'

/** Each destination, and the global function that a script tag makes of it. */
const SCRIPT_TAG_GLOBALS = { boomtrain: 'boomtrainDestination', customerio: 'customerioDestination' } as const

export type DestinationName = keyof typeof SCRIPT_TAG_GLOBALS

export const DESTINATION_NAMES: readonly DestinationName[] = ['boomtrain', 'customerio']

const FOLDER = join(__dirname, '..')

/** One destination as one file: an ES module for bundlers, or minified for a script tag. */
export async function bundleDestination(name: DestinationName, form: 'module' | 'script tag'): Promise<string> {
  const entry = `./src/${name}/index.ts`
  const contents =
    form === 'module'
      ? `export * from '${entry}'`
      : `import { ${name} } from '${entry}'\nwindow.${SCRIPT_TAG_GLOBALS[name]} = ${name}`
  const {
    outputFiles: [file]
  } = await build({
    absWorkingDir: FOLDER,
    stdin: { contents, resolveDir: FOLDER, loader: 'ts' },
    bundle: true,
    format: form === 'module' ? 'esm' : 'iife',
    minify: form === 'script tag',
    target: 'es2020',
    write: false
  })
  if (file === undefined) throw new Error(`Bundling ${name} gave no file.`)
  return file.text
}
