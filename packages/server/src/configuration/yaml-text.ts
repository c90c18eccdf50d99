import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Document, Pair, YAMLParseError } from 'yaml'
import { findDoubtful, findMisread } from './misread-values'
import type { Remark } from './misread-values'

/** The keys and indexes that lead to a value. */
export type Path = readonly (string | number)[]

/** A place in a text, both counted from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** One thing that is wrong, and where. */
export interface PlacedProblem extends Place {
  readonly message: string
}

/** A YAML text as a plain value that still knows where in the text everything stands. */
export interface YamlText {
  readonly value: unknown
  /** Where the key or the list item of a path stands; of its nearest parent if there is none. */
  readonly placeOf: (path: Path) => Place
  /** What is right YAML, and probably not meant. */
  readonly warnings: readonly PlacedProblem[]
}

export type ReadYaml =
  { readonly ok: true; readonly yaml: YamlText } | { readonly ok: false; readonly problems: readonly PlacedProblem[] }

// Aliases may multiply: a text of a few lines must not become gigabytes.
const MAXIMUM_ALIASES = 100

/** Reads YAML 1.2; every mistake in its syntax is reported at once. What it quotes may be a secret, so no text is shown. */
export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true })
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const placed = ({ offset, message }: Remark): PlacedProblem => ({ ...placeAt(offset), message })
  const problems = document.errors.map((error) => ({ ...placeAt(error.pos[0]), message: sentence(error, text) }))
  // Behind the first mistake in its syntax the text is read in ways that nobody meant; keys given twice mislead nobody.
  const [first] = document.errors
  const isSyntax = first !== undefined && first.code !== 'DUPLICATE_KEY'
  if (first !== undefined) return { ok: false, problems: isSyntax ? problems.slice(0, 1) : problems }
  const misread = findMisread(document)
  if (misread.length > 0) return { ok: false, problems: misread.map(placed) }
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAXIMUM_ALIASES })
    const warnings = findDoubtful(document).map(placed)
    return { ok: true, yaml: { value, warnings, placeOf: (path) => placeAt(offsetOf(document, path)) } }
  } catch {
    // All that can fail here is too many aliases.
    const message = `It uses anchors more than ${MAXIMUM_ALIASES} times; write some of them out.`
    return { ok: false, problems: [{ line: 1, column: 1, message }] }
  }
}

/** The parser's words as a sentence of ours, without what it quotes. */
function sentence({ code, message, pos: [offset] }: YAMLParseError, text: string): string {
  if (code === 'DUPLICATE_KEY') return 'The key is here for the second time; take one out.'
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1).split('\n', 1)[0] ?? ''
  const advice = line.includes('${') ? 'put quotes around "${…}"' : 'look for a wrong indent, colon or quote'
  return `This is not valid YAML: ${message.replace(/: [^:]*$/, '').replace(/\.$/, '')}; ${advice}.`
}

function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const step of path) {
    const found = find(resolve(node, document), step)
    if (found === undefined) break
    offset = found.offset ?? offset
    node = found.node
  }
  return offset
}

interface Found {
  readonly node: unknown
  readonly offset: number | undefined
}

function find(node: unknown, step: string | number): Found | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }: Pair) => isScalar(key) && String(key.value) === String(step))
    return pair && { node: pair.value, offset: startOf(pair.key) }
  }
  if (!isSeq(node) || typeof step !== 'number') return undefined
  const item: unknown = node.items[step]
  return item === undefined ? undefined : { node: item, offset: startOf(item) }
}

const resolve = (node: unknown, document: Document): unknown => (isAlias(node) ? node.resolve(document) : node)

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined)
