import { isJsonObject } from '@waybill/kit'
import type { Path } from './yaml-text'

export interface ResolveOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Whether a value stays as it is, references and all. */
  readonly isLiteral: (path: Path) => boolean
}

/** A value without references, and those that lead nowhere. */
export interface Resolved {
  readonly value: unknown
  readonly missing: readonly MissingReference[]
}

interface MissingReference {
  readonly path: Path
  readonly message: string
}

const REFERENCE = /\$\{([^}]*)\}/g
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/** Replaces `${NAME}` in all texts by what the environment holds; `$${` stands for `${` itself. */
export function resolveReferences(value: unknown, options: ResolveOptions): Resolved {
  const missing: MissingReference[] = []
  return { value: resolve(value, []), missing }

  function resolve(part: unknown, path: Path): unknown {
    if (options.isLiteral(path)) return part
    if (typeof part === 'string') return resolveText(part, path)
    if (Array.isArray(part)) return part.map((item, index) => resolve(item, [...path, index]))
    if (!isJsonObject(part)) return part
    return Object.fromEntries(Object.entries(part).map(([key, member]) => [key, resolve(member, [...path, key])]))
  }

  function resolveText(text: string, path: Path): string | undefined {
    let isWhole = true
    const resolved = text.replaceAll(/\$\$\{|\$\{[^}]*\}/g, (found) => {
      if (found === '$${') return '${'
      const name = found.slice(2, -1)
      const known = NAME.test(name) ? options.environment[name] : undefined
      // A variable that is empty is most often one that somebody forgot to fill.
      if (known !== undefined && known !== '') return known
      isWhole = false
      missing.push({ path, message: problemOf(name, known) })
      return ''
    })
    return isWhole ? resolved : undefined
  }
}

/** Whether a text refers to the environment. */
export const hasReference = (text: string): boolean => text.search(REFERENCE) !== -1

function problemOf(name: string, known: string | undefined): string {
  if (!NAME.test(name)) return `\${${name}} names no variable: letters, digits and "_" only, as in \${API_KEY}.`
  return `The environment variable ${name} is ${known === undefined ? 'not set' : 'empty'}; set it before you start.`
}
