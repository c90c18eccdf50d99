import type { FqlLeaf, FqlNode } from './fql-node'
import { isSameFql, normalizeFql } from './normal-form'
import { parseFql } from './parse-fql'
import { printFql } from './print-fql'
import { readAsSegment } from './segment-reading'

type Operator = 'and' | 'or'
type Groups = readonly (readonly FqlLeaf[])[]

// What is longer than this helps nobody.
const mostClauses = 64

/** An equivalent expression that Segment's runtime reads the same, where there is one: at most one level of groups. */
export function suggestForSegment(ast: FqlNode): string | undefined {
  const normal = normalizeFql(ast)
  const candidates = [write(normal, 'or'), write(normal, 'and')].filter((candidate) => candidate !== undefined)
  return candidates.filter(isReadAlike).toSorted((one, other) => one.length - other.length)[0]
}

function isReadAlike(source: string): boolean {
  const ours = parseFql(source)
  const reading = readAsSegment(source)
  return ours.ok && reading.kind === 'expression' && isSameFql(ours.ast, reading.ast)
}

/** Writes a disjunction of conjunctions (`or`), or a conjunction of disjunctions (`and`). */
function write(normal: FqlNode, outer: Operator): string | undefined {
  const groups = distribute(normal, outer)
  if (groups === undefined) return undefined
  const inner = outer === 'or' ? 'and' : 'or'
  const isAlone = groups.length === 1
  return groups
    .map((clauses) => {
      // Segment ends a group at the ")" of a call: harmless where the call comes last.
      const text = clauses
        .toSorted((one, other) => callsLast(one) - callsLast(other))
        .map(printFql)
        .join(` ${inner} `)
      return isAlone || clauses.length === 1 ? text : `(${text})`
    })
    .join(` ${outer} `)
}

const callsLast = ({ kind }: FqlLeaf): number => (kind === 'contains' || kind === 'match' ? 1 : 0)

function distribute(node: FqlNode, outer: Operator): Groups | undefined {
  if (node.kind === 'not') return undefined
  if (node.kind !== 'and' && node.kind !== 'or') return [[forSegment(node)]]
  let groups: Groups = node.kind === outer ? [] : [[]]
  for (const child of node.children) {
    const others = distribute(child, outer)
    if (others === undefined) return undefined
    groups = node.kind === outer ? [...groups, ...others] : cross(groups, others)
    if (groups.flat().length > mostClauses) return undefined
  }
  return withoutRedundant(groups.map(withoutRepeated))
}

const cross = (groups: Groups, others: Groups): Groups =>
  groups.flatMap((group) => others.map((other) => [...group, ...other]))

function withoutRepeated(clauses: readonly FqlLeaf[]): readonly FqlLeaf[] {
  const texts = clauses.map(printFql)
  return clauses.filter((_, index) => texts.indexOf(texts[index] ?? '') === index)
}

/** A group that holds all clauses of another one adds nothing to it. */
function withoutRedundant(groups: Groups): Groups {
  const texts = groups.map((clauses) => new Set(clauses.map(printFql)))
  return groups.filter((_, index) => !texts.some((other, at) => at !== index && adds(other, texts[index], at < index)))
}

function adds(other: ReadonlySet<string>, group: ReadonlySet<string> | undefined, isEarlier: boolean): boolean {
  if (group === undefined || other.size > group.size || (other.size === group.size && !isEarlier)) return false
  return [...other].every((text) => group.has(text))
}

/** Two patterns that Segment misreads have a plain equivalent. */
function forSegment(clause: FqlLeaf): FqlLeaf {
  if (clause.kind !== 'match') return clause
  const { field, operator, parts, source, start, end } = clause
  const [first = '', second, third] = parts
  if (second === undefined && operator === 'match') {
    return { kind: 'equality', field, operator: '=', value: first, source, start, end }
  }
  if (parts.length !== 3 || first !== '' || third !== '' || second === undefined) return clause
  return {
    kind: 'contains',
    field,
    operator: operator === 'match' ? 'contains' : '!contains',
    text: second,
    source,
    start,
    end
  }
}
