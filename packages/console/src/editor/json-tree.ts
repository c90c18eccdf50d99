import { jsonLanguage } from '@codemirror/lang-json'
import type { SyntaxNode, Tree } from '@lezer/common'

/** The way to a value inside JSON: the keys and indexes from the root. */
export type JsonPath = readonly (string | number)[]

export interface TextRange {
  readonly from: number
  readonly to: number
}

/** The syntax tree of JSON text, also where the text is incomplete. */
export const parseJsonTree = (text: string): Tree => jsonLanguage.parser.parse(text)

const VALUES = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null'])

const isValue = (node: SyntaxNode): boolean => VALUES.has(node.name)

const childrenOf = (node: SyntaxNode): readonly SyntaxNode[] => {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child)
  return children
}

/** The key of a property as its text means it. */
function keyOf(text: string, property: SyntaxNode): string | undefined {
  const name = property.getChild('PropertyName')
  return name === null ? undefined : readString(text.slice(name.from, name.to))
}

/** What JSON text of a string means; undefined when it is none. */
export function readString(source: string): string | undefined {
  try {
    const value: unknown = JSON.parse(source)
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

/** Where the value at a path stands: its key when it has one, else the value; undefined when the text has no such place. */
export function rangeOf(tree: Tree, text: string, path: JsonPath): TextRange | undefined {
  let node = childrenOf(tree.topNode).find(isValue)
  let place: SyntaxNode | undefined = node
  for (const step of path) {
    if (node === undefined) return undefined
    if (typeof step === 'number') {
      node = childrenOf(node).filter(isValue)[step]
      place = node
    } else {
      const property: SyntaxNode | undefined = node.getChildren('Property').find((child) => keyOf(text, child) === step)
      node = property === undefined ? undefined : childrenOf(property).find(isValue)
      place = property?.getChild('PropertyName') ?? undefined
    }
  }
  return place === undefined ? undefined : { from: place.from, to: place.to }
}

/** The offset where the text stops being JSON, by the grammar's first error; its end when the grammar finds none. */
export function mistakeAt(tree: Tree, length: number): number {
  let found: number | undefined
  tree.iterate({
    enter: ({ type, from }) => {
      if (found === undefined && type.isError) found = from
      return found === undefined
    }
  })
  return found ?? length
}
