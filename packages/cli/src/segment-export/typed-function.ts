import type { Node } from '@babel/types'
import { placeOf } from '../code/parse'

/** A function of a definition, whose types follow from what it is declared in, as a function of its own. */
export interface FunctionTypes {
  readonly name: string
  readonly input: string
  readonly output: string
}

/** Whether a value is a function written in its place rather than a reference to one. */
export const isWritten = (value: Node): boolean =>
  value.type === 'ArrowFunctionExpression' || value.type === 'ObjectMethod'

/** `({ payload }) => …` as `const items = ({ payload }: Input): Output => …`; methods become functions. */
export function typedFunction(value: Node, source: string, { name, input, output }: FunctionTypes): string {
  if (value.type !== 'ArrowFunctionExpression' && value.type !== 'ObjectMethod') throw new Error('No function.')
  const [parameter] = value.params
  const { start, end } = placeOf(value)
  const body = placeOf(value.body)
  const isMethod = value.type === 'ObjectMethod'
  const head =
    parameter === undefined ? '()' : `(${source.slice(placeOf(parameter).start, placeOf(parameter).end)}: ${input})`
  // An object that an arrow returns stands in parentheses, which belong to neither.
  const written = source
    .slice(
      isMethod ? body.start : source.indexOf('=>', parameter === undefined ? start : placeOf(parameter).end) + 2,
      end
    )
    .trim()
    // It stood in an object.
    .replaceAll(/\n {2}/g, '\n')
  return isMethod ? `function ${name}${head}: ${output} ${written}` : `const ${name} = ${head}: ${output} => ${written}`
}
