import type { CallExpression, Node, ObjectExpression, Program, Statement } from '@babel/types'
import { placeOf } from '../code/parse'
import { UsageError } from '../usage-error'

/** `export const name = define…(…, { … })` in a module. */
export interface DefiningCall {
  readonly statement: Statement
  readonly name: string
  readonly call: CallExpression
  /** The object that declares it. */
  readonly object: ObjectExpression
}

/** The one export of a module that a function of the kit makes. */
export function definingCall(program: Program, callee: string, path: string): DefiningCall {
  const calls = program.body.flatMap((statement): readonly DefiningCall[] => {
    if (statement.type !== 'ExportNamedDeclaration' || statement.declaration?.type !== 'VariableDeclaration') return []
    const [declarator] = statement.declaration.declarations
    const call = declarator?.init
    if (call?.type !== 'CallExpression' || call.callee.type !== 'Identifier' || call.callee.name !== callee) return []
    const object = call.arguments.at(-1)
    if (object?.type !== 'ObjectExpression' || declarator?.id.type !== 'Identifier') return []
    return [{ statement, name: declarator.id.name, call, object }]
  })
  const [only] = calls
  if (only !== undefined && calls.length === 1) return only
  throw new UsageError(`${path} must export exactly one ${callee}({ … }), written out as an object, to be exported.`)
}

/** A property of an object by its name, as it is written. */
export interface Property {
  readonly name: string
  readonly value: Node
  /** With the comments above it. */
  readonly text: string
  readonly comments: string
}

/** The properties of an object, in their order. */
export function propertiesOf(object: ObjectExpression, source: string): readonly Property[] {
  return object.properties.flatMap((property) => {
    if (property.type === 'SpreadElement' || property.key.type !== 'Identifier') return []
    const { start, end } = placeOf(property)
    const [comment] = property.leadingComments ?? []
    const from = comment === undefined ? start : placeOf(comment).start
    const value = property.type === 'ObjectMethod' ? property : property.value
    return [{ name: property.key.name, value, text: source.slice(from, end), comments: source.slice(from, start) }]
  })
}

/** A piece of source, as it stands. */
export const textOf = (node: Node, source: string): string => source.slice(placeOf(node).start, placeOf(node).end)

/** The comments above a statement, as they stand. */
export function commentsAbove(statement: Statement, source: string): string {
  const [comment] = statement.leadingComments ?? []
  return comment === undefined ? '' : source.slice(placeOf(comment).start, placeOf(statement).start)
}
