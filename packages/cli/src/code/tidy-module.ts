import type { ImportDeclaration, Program, Statement } from '@babel/types'
import { applyEdits } from './edit'
import { namesIn } from './names-in'
import { parseDraft, placeOf } from './parse'

/**
 * A module without what it does not need: imports that nothing refers to, and declarations of its own that nothing
 * refers to any more. Imports of one module become one, packages first, then by path.
 */
export function tidyModule(source: string, path: string): string {
  return withTidyImports(withoutUnused(source, path), path)
}

function withoutUnused(source: string, path: string): string {
  const program = parseDraft(source, path)
  const unused = program.body.filter((statement) => {
    const declared = declaredName(statement)
    const others = program.body.filter((other) => other !== statement)
    return declared !== undefined && !others.some((other) => namesIn(other).has(declared))
  })
  if (unused.length === 0) return source
  const edits = unused.map((statement) => ({ ...wholePlace(statement, source), text: '' }))
  return withoutUnused(applyEdits(source, edits), path)
}

/** The name that a statement declares for its module alone. */
function declaredName(statement: Statement): string | undefined {
  if (statement.type === 'VariableDeclaration') {
    const [first, ...others] = statement.declarations
    return others.length === 0 && first?.id.type === 'Identifier' ? first.id.name : undefined
  }
  const isNamed =
    statement.type === 'FunctionDeclaration' ||
    statement.type === 'TSTypeAliasDeclaration' ||
    statement.type === 'TSInterfaceDeclaration'
  return isNamed ? statement.id?.name : undefined
}

/** A statement with the comments above it and the line breaks behind it. */
function wholePlace(statement: Statement, source: string): { readonly start: number; readonly end: number } {
  const own = placeOf(statement)
  const first = statement.leadingComments?.[0]
  const start = first === undefined ? own.start : placeOf(first).start
  const breaks = /^\n*/.exec(source.slice(own.end))?.[0].length ?? 0
  return { start, end: own.end + breaks }
}

function withTidyImports(source: string, path: string): string {
  const program = parseDraft(source, path)
  const imports = program.body.filter((statement) => statement.type === 'ImportDeclaration')
  const last = imports.at(-1)
  if (last === undefined) return source
  const text = importText(imports, namesIn(program))
  const rest = source.slice(placeOf(last).end).replace(/^\n+/, '')
  return text === '' ? rest : `${text}\n\n${rest}`
}

/** What a module imports from another: values, types, and its default. */
interface Imported {
  readonly values: Set<string>
  readonly types: Set<string>
  default?: string
}

function importText(imports: readonly ImportDeclaration[], used: ReadonlySet<string>): string {
  const modules = new Map<string, Imported>()
  for (const { source, specifiers, importKind } of imports) {
    const imported = modules.get(source.value) ?? { values: new Set(), types: new Set() }
    for (const specifier of specifiers) {
      if (!used.has(specifier.local.name)) continue
      modules.set(source.value, imported)
      if (specifier.type === 'ImportDefaultSpecifier') imported.default = specifier.local.name
      if (specifier.type !== 'ImportSpecifier') continue
      const name = specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value
      const text = name === specifier.local.name ? name : `${name} as ${specifier.local.name}`
      ;(importKind === 'type' ? imported.types : imported.values).add(text)
    }
  }
  return [...modules]
    .toSorted(([first], [second]) => compareModules(first, second))
    .flatMap(([module, imported]) => importLines(module, imported))
    .join('\n')
}

const importLines = (module: string, { values, types, default: name }: Imported): readonly string[] => [
  ...(name === undefined ? [] : [`import ${name} from '${module}'`]),
  ...(values.size === 0 ? [] : [`import { ${[...values].toSorted(compareNames).join(', ')} } from '${module}'`]),
  ...(types.size === 0 ? [] : [`import type { ${[...types].toSorted(compareNames).join(', ')} } from '${module}'`])
]

const compareNames = (first: string, second: string): number => first.localeCompare(second, 'en')

const compareModules = (first: string, second: string): number =>
  rank(first) - rank(second) || compareNames(first, second)

/** Packages, then what is further up, then what lies beside. */
const rank = (module: string): number => (module.startsWith('../') ? 1 : module.startsWith('.') ? 2 : 0)

/** The imports of a module that bring other files of the same tree. */
export const relativeImports = (program: Program): readonly ImportDeclaration[] =>
  program.body
    .filter((statement) => statement.type === 'ImportDeclaration')
    .filter(({ source }) => source.value.startsWith('.'))
