import type { ArrayExpression, CallExpression, ObjectExpression, Program } from '@babel/types'
import { applyEdits } from '../code/edit'
import { literal } from '../code/literal'
import { parseModule, placeOf } from '../code/parse'
import type { Names } from './names'

/** An index.ts with one more action: its import, and its place at the end of the table; undefined where there is no table. */
export function addAction(source: string, path: string, { identifier, slug }: Names): string | undefined {
  const program = parseModule(source, path)
  const table = property(argumentOf(program, 'defineDestination', 0), 'actions')
  if (table?.type !== 'ObjectExpression') return undefined
  const line = `import { ${identifier} } from './actions/${slug}'\n`
  const imports = program.body.filter((node) => node.type === 'ImportDeclaration')
  const actions = imports.filter((node) => node.source.value.startsWith('./actions/'))
  const before = actions.find((node) => node.source.value > `./actions/${slug}`)
  const last = actions.at(-1) ?? imports.at(-1)
  const at = before !== undefined ? placeOf(before).start : last === undefined ? 0 : placeOf(last).end + 1
  return applyEdits(source, [{ start: at, end: at, text: line }, appendTo(table.properties, table, identifier)])
}

/** An examples.ts with one more example at the end of its list; undefined where there is no list. */
export function addExample(source: string, path: string, example: object): string | undefined {
  const list = property(argumentOf(parseModule(source, path), 'defineExamples', 1), 'examples')
  return list?.type === 'ArrayExpression'
    ? applyEdits(source, [appendTo(list.elements, list, literal(example, '    '))])
    : undefined
}

/** An argument of the one call of a function that a module makes for an export of its own. */
function argumentOf(program: Program, callee: string, index: number): CallExpression['arguments'][number] | undefined {
  for (const node of program.body) {
    if (node.type !== 'ExportNamedDeclaration' || node.declaration?.type !== 'VariableDeclaration') continue
    for (const { init } of node.declaration.declarations) {
      if (init?.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === callee) {
        return init.arguments[index]
      }
    }
  }
  return undefined
}

function property(object: CallExpression['arguments'][number] | undefined, name: string) {
  if (object?.type !== 'ObjectExpression') return undefined
  const found = object.properties.find(
    (each) => each.type === 'ObjectProperty' && each.key.type === 'Identifier' && each.key.name === name
  )
  return found?.type === 'ObjectProperty' ? found.value : undefined
}

type Entries = ObjectExpression['properties'] | ArrayExpression['elements']

/** Puts one more entry behind the last of a list or an object, on a line of its own where the others have one. */
function appendTo(entries: Entries, whole: ObjectExpression | ArrayExpression, text: string) {
  const last = entries.at(-1)
  const line = whole.loc?.start.line === whole.loc?.end.line ? ' ' : '\n    '
  if (last === undefined || last === null) {
    const { start } = placeOf(whole)
    return { start: start + 1, end: start + 1, text: `${line}${text}${line === ' ' ? ' ' : '\n  '}` }
  }
  const { end } = placeOf(last)
  return { start: end, end, text: `,${line}${text}` }
}
