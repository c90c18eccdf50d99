import { parse } from '@babel/parser'
import type { ParseResult } from '@babel/parser'
import type { Example } from '@waybill/kit'
import { printExpanded } from './literal'
import type { LiteralStyle } from './literal'

export type Inserted =
  | { readonly ok: true; readonly text: string; readonly line: number; readonly written: string }
  | { readonly ok: false; readonly reason: string }

/** Puts an example behind the last one of a file's text, in the style of that file; nothing else of it changes. */
export function insertExample(text: string, example: Example): Inserted {
  const file = tryParse(text)
  if (file === undefined) return refuse('cannot be read as TypeScript; correct its syntax first')
  const list = findList(file)
  if (list === undefined) {
    return refuse('has no list "examples" in a call of defineExamples(); write one, such as examples: []')
  }
  const style = styleOf(text, list)
  const margin = marginAt(text, list.start) + style.indent
  const written = printExpanded(example, style, margin)
  const changed = list.elements.length === 0 || isOneLine(text, list) ? rewrite : append
  const next = changed({ text, file, list, style, margin, written })
  if (tryParse(next) === undefined) return refuse('is written in a way this cannot extend; add the example by hand')
  const start = next.lastIndexOf(written)
  return { ok: true, text: next, line: lineAt(next, next.indexOf('title', start)), written }
}

const refuse = (what: string): Inserted => ({ ok: false, reason: what })

/** The parts of a syntax tree that are looked at. */
interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

interface List extends Node {
  readonly elements: readonly Node[]
}

function tryParse(text: string): ParseResult | undefined {
  try {
    return parse(text, { sourceType: 'module', plugins: ['typescript'], tokens: true })
  } catch {
    return undefined
  }
}

/** The value of `examples` in the object that is given to defineExamples(). */
function findList(file: ParseResult): List | undefined {
  const call = findNode(file.program, (node) => {
    const { callee } = node
    return node.type === 'CallExpression' && isNode(callee) && callee['name'] === 'defineExamples'
  })
  const given = call === undefined ? undefined : (call['arguments'] as readonly Node[])[1]
  const properties = given === undefined ? [] : ((given['properties'] ?? []) as readonly Node[])
  const value = properties.find(({ key }) => isNode(key) && key['name'] === 'examples')?.['value']
  return isNode(value) && value.type === 'ArrayExpression' ? (value as List) : undefined
}

function findNode(value: unknown, wanted: (node: Node) => boolean): Node | undefined {
  if (isNode(value) && wanted(value)) return value
  if (typeof value !== 'object' || value === null) return undefined
  for (const inner of Object.values(value)) {
    const found = findNode(inner, wanted)
    if (found !== undefined) return found
  }
  return undefined
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value

interface Insertion {
  readonly text: string
  readonly file: ParseResult
  readonly list: List
  readonly style: LiteralStyle
  readonly margin: string
  readonly written: string
}

/** Behind the last element, and behind what is said about it on its line. */
function append({ text, file, list, style, margin, written }: Insertion): string {
  const last = list.elements.at(-1)?.end ?? list.start
  const comma = commaBehind(file, last, list.end)
  const lineEnd = text.indexOf('\n', comma ?? last)
  const rest = text.slice(comma ?? last, lineEnd)
  const hasRemark = /^,?\s*(?:\/\/|\/\*.*\*\/\s*$)/.test(rest)
  const at = hasRemark ? lineEnd - (style.newline.length - 1) : (comma ?? last - 1) + 1
  const before = comma === undefined ? `${text.slice(0, last)},${text.slice(last, at)}` : text.slice(0, at)
  return `${before}${style.newline}${margin}${written}${style.trailingComma ? ',' : ''}${text.slice(at)}`
}

/** A list on one line becomes one of a line each. */
function rewrite({ text, list, style, margin, written }: Insertion): string {
  const members = [...list.elements.map(({ start, end }) => text.slice(start, end)), written]
  const lines = members.map((member) => `${style.newline}${margin}${member}`).join(',')
  const close = `${style.trailingComma ? ',' : ''}${style.newline}${marginAt(text, list.start)}]`
  return `${text.slice(0, list.start)}[${lines}${close}${text.slice(list.end)}`
}

const isOneLine = (text: string, { start, end }: Node): boolean => !text.slice(start, end).includes('\n')

function commaBehind({ tokens }: ParseResult, from: number, to: number): number | undefined {
  const list = (tokens ?? []) as readonly { readonly start: number; readonly end: number; readonly type: unknown }[]
  return list.find(({ start, end, type }) => start >= from && end < to && isComma(type))?.start
}

const isComma = (type: unknown): boolean =>
  typeof type === 'object' && type !== null && 'label' in type && type.label === ','

/** The blanks that the line of a position begins with. */
function marginAt(text: string, position: number): string {
  const lineStart = text.lastIndexOf('\n', position - 1) + 1
  return /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? ''
}

const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length

function styleOf(text: string, list: List): LiteralStyle {
  const last = list.elements.at(-1)
  const outer = marginAt(text, list.start)
  const inner = last === undefined ? '' : marginAt(text, last.start)
  const longest = Math.max(...text.split('\n').map((line) => line.length))
  return {
    quote: /["']/.exec(text.slice(text.search(/\bfrom\s*["']/)))?.[0] === '"' ? '"' : "'",
    indent: inner.length > outer.length ? inner.slice(outer.length) : '  ',
    trailingComma: /,\s*\n\s*[}\])]/.test(text),
    width: [80, 100].find((width) => longest <= width) ?? 120,
    newline: text.includes('\r\n') ? '\r\n' : '\n'
  }
}
