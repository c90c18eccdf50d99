import { isAlias, isMap, isNode, isScalar, isSeq, visit } from 'yaml'
import type { Document, YAMLWarning } from 'yaml'

/** Something to say of a text at a place in it. */
export interface Remark {
  /** In characters from the start. */
  readonly offset: number
  readonly message: string
}

const QUOTES = 'put quotes around the value if that is part of it'

const NO_ANCHOR = `A word that begins with * repeats what such a word with & names, and there is none before it; ${QUOTES}.`
const ITSELF = 'This repeats something that it is a part of, and would never end; write it out.'
const NO_MERGE =
  '"<<" takes over the keys of an object, such as that of an anchor, and here is none; mend or remove it.'
const NO_TAG = `A word that begins with ! says of what type the value is, and this is no type of it; ${QUOTES}.`
const UNUSED = `A word that begins with & names what follows and is no part of it, and nothing uses this name; ${QUOTES}.`
const CHANGED =
  'This is a number, which is not kept as it stands here; put quotes around it if it is an id or a secret.'
const UNSURE = 'YAML may take this otherwise than it looks; put quotes around the value, or take the line out.'

/**
 * Where something begins with a mark of YAML's own that means nothing there, such as `*.example.com` or the password
 * `!abc def`. Most of it is right YAML, and loses a word without a sound.
 */
export function findMisread(document: Document): readonly Remark[] {
  const found: Remark[] = []
  const add = (node: unknown, message: string): void => void found.push({ offset: offsetOf(node), message })
  visit(document, {
    Alias: (_key, node, path) => {
      const named = node.resolve(document)
      if (named === undefined) add(node, NO_ANCHOR)
      else if (path.includes(named)) add(node, ITSELF)
    },
    // A tag without a name is the only one that the parser says nothing of.
    Scalar: (_key, node) => (node.tag === '!' ? add(node, NO_TAG) : undefined),
    Pair: (_key, { key, value }) => (isMerge(key) && !isMergeable(value, document) ? add(key, NO_MERGE) : undefined)
  })
  for (const warning of document.warnings) {
    if (isAboutTag(warning)) found.push({ offset: warning.pos[0], message: NO_TAG })
  }
  return found
}

/** What looks like that and may be meant: names that nothing uses, digits that get lost, whatever else the parser is not sure of. */
export function findDoubtful(document: Document): readonly Remark[] {
  const anchors = new Map<string, Remark>()
  const changed: Remark[] = []
  const used = new Set<string>()
  visit(document, {
    Alias: (_key, { source }) => void used.add(source),
    Scalar: (_key, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, { offset: offsetOf(node), message: UNUSED })
      if (typeof node.value === 'number' && node.source !== String(node.value)) {
        changed.push({ offset: offsetOf(node), message: CHANGED })
      }
    }
  })
  const unused = [...anchors].flatMap(([name, remark]) => (used.has(name) ? [] : [remark]))
  const unsure = document.warnings.filter((warning) => !isAboutTag(warning))
  return [...unused, ...changed, ...unsure.map(({ pos: [offset] }) => ({ offset, message: UNSURE }))]
}

const isAboutTag = ({ code }: YAMLWarning): boolean => code === 'TAG_RESOLVE_FAILED' || code === 'BAD_COLLECTION_TYPE'

const isMerge = (key: unknown): boolean => isScalar(key) && key.type === 'PLAIN' && key.source === '<<'

function isMergeable(value: unknown, document: Document): boolean {
  const merged = isAlias(value) ? value.resolve(document) : value
  // An alias of nothing has been told of.
  if (isSeq(merged)) return merged.items.every((item) => !isSeq(item) && isMergeable(item, document))
  return merged === undefined || isMap(merged)
}

const offsetOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0)
