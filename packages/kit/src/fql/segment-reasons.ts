import type { FqlLeaf, FqlNode } from './fql-node'

/** Why Segment's runtime takes the clauses of an expression for something else, clause by clause. */
export function clauseReasons(ast: FqlNode): readonly string[] {
  if (ast.kind === 'not') return clauseReasons(ast.child)
  if (ast.kind === 'and' || ast.kind === 'or') return ast.children.flatMap(clauseReasons)
  return [...fieldReasons(ast), ...valueReasons(ast)]
}

function* fieldReasons({ field: [root, ...keys] }: FqlLeaf): Iterable<string> {
  const strange = keys.find((key) => /[.[\]]/.test(key))
  if (strange !== undefined) yield `Segment splits the key "${strange}" at ".", "[" and "]", also after a backslash.`
  const inherited = keys.find((key) => key in {})
  if (inherited !== undefined) yield `Segment finds "${inherited}" in every object, because objects inherit it.`
  if (root === 'anonymousId' || root === 'messageId' || root === 'integrations') {
    yield `Segment's runtime has no field "${root}" and drops the clause.`
  }
}

function* valueReasons(clause: FqlLeaf): Iterable<string> {
  const { source } = clause
  const [root] = clause.field
  if (/'\s*\)?$/.test(source)) yield `Segment keeps single quotes as a part of the text: ${source}.`
  else if (/"(?:[^"\\]|\\[^])*\\["'\\*]/.test(source))
    yield `Segment keeps backslashes as a part of the text: ${source}.`
  if (clause.kind === 'match' && !isSimplePattern(clause.parts)) {
    yield `Segment reads only patterns with one star, at the start or at the end: ${source}.`
  }
  if (clause.kind !== 'equality') return
  if (clause.value === null && (root === 'type' || root === 'event')) {
    yield `Segment compares "${root}" with the text "null".`
  }
  if (typeof clause.value === 'boolean' && clause.operator === '!=') {
    yield `Segment compares with the text "${clause.value}", which no boolean equals: ${source}.`
  }
}

const isSimplePattern = (parts: readonly string[]): boolean =>
  parts.length === 2 && parts.some((part) => part === '') && parts.every((part) => !part.includes('*'))
