import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { shippedFolder } from '../definitions/definition'
import { UsageError } from '../usage-error'
import type { Names } from './names'

/** Files to write: text by path, relative to their folder. */
export type Files = Readonly<Record<string, string>>

/** The template of the destinations package as a destination of another name. */
export function fromTemplate(names: Names): Files {
  const folder = join(shippedFolder(), 'template')
  const texts = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(folder, path), readFileSync(path, 'utf8')] as const)
  const codes = texts.filter(([path]) => path.endsWith('.ts')).map(([, text]) => text.replaceAll(TEXT_OR_COMMENT, ''))
  if (codes.some((code) => new RegExp(`\\b${names.identifier}\\b`).test(code)) && names.identifier !== 'acme') {
    throw new UsageError(
      `"${names.slug}" would be called like something that every destination has; choose another name, such as ${names.slug}-app.`
    )
  }
  return Object.fromEntries(
    texts.map(([path, text]) => [path.replace('acme.test.ts', `${names.slug}.test.ts`), rename(text, names)])
  )
}

const TEXT_OR_COMMENT = /'[^'\n]*'|`[^`]*`|\/\*[\s\S]*?\*\/|\/\/.*/g

/** `acme` is a slug in a text of its own and in the name of a host, and an identifier elsewhere. */
const rename = (text: string, { slug, identifier, title }: Names): string =>
  text
    .replaceAll(/'acme'|\bacme\.example|\bacme\b/g, (word) => word.replace('acme', word === 'acme' ? identifier : slug))
    .replaceAll(/\bAcme\b/g, title)
