import { rename, writeFile } from 'node:fs/promises'

/** Writes a file, for its owner alone, so that a process or a machine that ends meanwhile leaves it as it was before. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
}
