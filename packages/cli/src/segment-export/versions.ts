import type { Destination } from '@waybill/kit'
import { quote } from '../code/quote'

/** One version that URLs of the vendor's API name, and the constant that stands for it in the exported sources. */
export interface ApiVersion {
  readonly name: string
  readonly version: string
  readonly docs: string
}

const VERSION = /(?<=\/)v\d+(?:\.\d+)*(?=[/?#'"`]|$)/g

/** Where a version is named: in the module of endpoints, the settings, or the test of the credentials. */
export interface VersionedText {
  readonly text: string
  /** What the constant is called by when there are several: an endpoint, or `authentication`. */
  readonly context: string
  readonly docs: string
}

/** The versions that texts name, each with a constant of its own. */
export function apiVersions({ slug }: Destination, texts: readonly VersionedText[]): readonly ApiVersion[] {
  const found = new Map<string, VersionedText>()
  for (const versioned of texts) {
    for (const [version] of versioned.text.matchAll(VERSION)) if (!found.has(version)) found.set(version, versioned)
  }
  const names = new Set<string>()
  return [...found].map(([version, { context, docs }]) => {
    const base = [slug, ...(found.size > 1 ? [context] : []), 'api version'].map(upperSnake).join('_')
    const name = names.has(base) ? `${base}_${version.toUpperCase().replaceAll('.', '_')}` : base
    names.add(name)
    return { name, version, docs }
  })
}

const upperSnake = (text: string): string =>
  text
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z\d]+/g, '_')
    .toUpperCase()

/** The inside of a template literal, with its versions as constants; the text as it is when it names none. */
export const withVersions = (text: string, versions: readonly ApiVersion[]): string =>
  text.replaceAll(VERSION, (word) => {
    const known = versions.find(({ version }) => version === word)
    return known === undefined ? word : `\${${known.name}}`
  })

/** `versioning-info.ts`, which Segment's reviewers and their tools look into for outdated versions. */
export function versioningInfo(destination: Destination, versions: readonly ApiVersion[]): string {
  if (versions.length > 0)
    return (
      versions
        .map(({ docs, name, version }) => entry(name, `${destination.name} API version.`, docs) + quote(version))
        .join('\n\n') + '\n'
    )
  const [docs = ''] = Object.values(destination.actions).map(({ endpoint }) => endpoint.docs)
  const name = `${upperSnake(destination.slug)}_API_VERSION`
  return `${entry(name, `${destination.name} has one version of its API, which no URL names.`, docs)}'unversioned'\n`
}

const entry = (name: string, what: string, docs: string): string =>
  `/** ${name}\n * ${what}\n * API reference: ${docs}\n */\nexport const ${name} = `
