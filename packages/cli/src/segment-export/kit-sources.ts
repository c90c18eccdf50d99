import { dirname, join } from 'node:path'
import { parseModule } from '../code/parse'
import { readSource, resolveImport } from './source-tree'

/** Where the sources of the kit are installed. */
export const kitFolder = (): string => join(dirname(require.resolve('@waybill/kit')), '..', 'src')

/** The file of the kit that declares what its entry exports by a name, as a path in its folder; undefined for none. */
export function kitFileOf(name: string, file = 'index'): string | undefined {
  const folder = kitFolder()
  for (const statement of parseModule(readSource(folder, file), `${file}.ts`).body) {
    if (statement.type === 'ExportAllDeclaration') {
      const found = kitFileOf(name, resolveImport(folder, file, statement.source.value))
      if (found !== undefined) return found
    }
    if (statement.type !== 'ExportNamedDeclaration') continue
    if (statement.source === null || statement.source === undefined) {
      if (declares(statement.declaration, name)) return file
    } else if (statement.specifiers.some(({ exported }) => exported.type === 'Identifier' && exported.name === name)) {
      return kitFileOf(name, resolveImport(folder, file, statement.source.value))
    }
  }
  return undefined
}

type Declaration = Extract<
  ReturnType<typeof parseModule>['body'][number],
  { readonly type: 'ExportNamedDeclaration' }
>['declaration']

function declares(declaration: Declaration, name: string): boolean {
  if (declaration === null || declaration === undefined) return false
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.some(({ id }) => id.type === 'Identifier' && id.name === name)
  }
  return 'id' in declaration && declaration.id?.type === 'Identifier' && declaration.id.name === name
}
