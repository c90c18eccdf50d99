import { UsageError } from '../usage-error'

/** What a destination or an action is called: in files and slugs, in code, and by people. */
export interface Names {
  /** `my-vendor` */
  readonly slug: string
  /** `myVendor` */
  readonly identifier: string
  /** `My Vendor` */
  readonly title: string
}

const SLUG = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
const TITLE = /^[\p{L}\p{N}]([\p{L}\p{N} .&+()/-]*[\p{L}\p{N})])?$/u

/** Names from the one a user gives, and the title if they give one; throws a sentence about a bad one. */
export function namesOf(slug: string, title: string | undefined): Names {
  if (!SLUG.test(slug)) {
    const better = suggestion(slug)
    throw new UsageError(
      `"${slug}" cannot be the name of a folder and of code: use lower-case letters, digits and single hyphens${better === undefined ? '' : `, such as ${better}`}.`
    )
  }
  if (title !== undefined && !TITLE.test(title)) {
    throw new UsageError(
      `"${title}" cannot be a title: use letters, digits and, between them, spaces and . & + ( ) / -.`
    )
  }
  const words = slug.split('-')
  const identifier = words.map((word, index) => (index === 0 ? word : capital(word))).join('')
  if (RESERVED.has(identifier))
    throw new UsageError(`"${identifier}" is a word of JavaScript; choose another name, such as ${slug}-app.`)
  return { slug, identifier, title: title ?? words.map(capital).join(' ') }
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

function suggestion(name: string): string | undefined {
  const better = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '')
  return SLUG.test(better) ? better : undefined
}

// https://tc39.es/ecma262/#prod-ReservedWord, with those that only modules and strict code reserve
const RESERVED: ReadonlySet<string> = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if import in instanceof new null return super switch this throw true try typeof var void while with yield ' +
    'let static implements interface package private protected public arguments eval undefined'
  ).split(' ')
)
