import type { SegmentEvent } from '../event'
import { compileClause } from './compile-clause'
import type { FqlEquality, FqlGroup, FqlNode } from './fql-node'
import { readField } from './read-field'

/** Whether an event satisfies an expression. */
export type FqlMatcher = (event: SegmentEvent) => boolean

type TextEquality = FqlEquality & { readonly value: string }

/** Compiles an expression to a function that allocates nothing when it is called. */
export function compileFql(ast: FqlNode): FqlMatcher {
  if (ast.kind === 'and' || ast.kind === 'or') return compileGroup(ast)
  if (ast.kind === 'not') {
    const matches = compileFql(ast.child)
    return (event) => !matches(event)
  }
  const read = readField(ast.field)
  const test = compileClause(ast)
  return (event) => test(read(event))
}

function compileGroup(group: FqlGroup): FqlMatcher {
  const members = compileMembers(group)
  return group.kind === 'and' ? matchAll(members) : matchAny(members)
}

// `event != "A" and event != "B" and …` is common and long in presets: clauses on one field become one look-up in a set.
function compileMembers(group: FqlGroup): readonly FqlMatcher[] {
  const lists = new Map<string, TextEquality[]>()
  const others: FqlNode[] = []
  for (const child of group.children) {
    if (!isListed(group, child)) {
      others.push(child)
      continue
    }
    const field = JSON.stringify(child.field)
    lists.set(field, [...(lists.get(field) ?? []), child])
  }
  return [...[...lists.values()].map((list) => compileList(group, list)), ...others.map(compileFql)]
}

const isListed = ({ kind }: FqlGroup, child: FqlNode): child is TextEquality =>
  child.kind === 'equality' && typeof child.value === 'string' && child.operator === (kind === 'and' ? '!=' : '=')

function compileList({ kind }: FqlGroup, list: readonly TextEquality[]): FqlMatcher {
  const [first, ...rest] = list
  if (first === undefined || rest.length === 0) return matchAll(list.map(compileFql))
  const read = readField(first.field)
  const texts: ReadonlySet<unknown> = new Set(list.map(({ value }) => value))
  return kind === 'and' ? (event) => !texts.has(read(event)) : (event) => texts.has(read(event))
}

function matchAll(members: readonly FqlMatcher[]): FqlMatcher {
  const [first, second, ...rest] = members
  if (first === undefined) return () => true
  if (second === undefined) return first
  if (rest.length === 0) return (event) => first(event) && second(event)
  return (event) => {
    for (const member of members) if (!member(event)) return false
    return true
  }
}

function matchAny(members: readonly FqlMatcher[]): FqlMatcher {
  const [first, second, ...rest] = members
  if (first === undefined) return () => false
  if (second === undefined) return first
  if (rest.length === 0) return (event) => first(event) || second(event)
  return (event) => {
    for (const member of members) if (member(event)) return true
    return false
  }
}
