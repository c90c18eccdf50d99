import { basename, dirname, relative } from 'node:path'
import { parseModule } from '../code/parse'
import { UsageError } from '../usage-error'
import { kitFileOf } from './kit-sources'
import { rewriteModule } from './rewrite-module'
import { resolveImport } from './source-tree'
import type { ApiVersion } from './versions'

/** A module of the destination, or of the kit, and where it goes. */
export interface Move {
  readonly source: string
  /** Its path in its folder, and in the exported one, without extensions. */
  readonly from: string
  readonly to: string
  readonly origin: 'destination' | 'kit'
}

/** What every module of an export shares. */
export interface Surroundings {
  /** The folder of sources a module comes from. */
  readonly folderOf: (origin: Move['origin']) => string
  /** Where a module of the destination goes. */
  readonly targetOf: (path: string) => string
  /** Takes note that a file of the kit is needed. */
  readonly needsKitFile: (path: string) => void
  readonly versions: readonly ApiVersion[]
  readonly defaults: Readonly<Record<string, unknown>>
}

/** What of the kit is written in `carried/`, for every export. */
const CONTRACT: ReadonlySet<string> = new Set(
  'Endpoint EndpointLimits HttpRequest HttpResponse Item ItemError ItemsInput NoItems reject skip'.split(' ')
)

/** What becomes annotations, or is generated there. */
const DISSOLVED: ReadonlySet<string> = new Set(
  'defineAction defineDestination defineEndpoint defineSettings Field Fields Infer Mapping'.split(' ')
)

/** Where a file of the kit goes. */
export const kitTarget = (path: string): string => `utils/${basename(path)}`

/** A module rewritten for where it goes, with imports that may be more than it needs. */
export function moveModule(move: Move, around: Surroundings): string {
  return rewriteModule({
    source: move.source,
    path: `${move.from}.ts`,
    imports: [...ownImports(move, around), ...commonImports(move, around)],
    versions: around.versions,
    defaults: around.defaults
  })
}

function ownImports(move: Move, around: Surroundings): readonly string[] {
  return parseModule(move.source, `${move.from}.ts`).body.flatMap((statement) => {
    if (statement.type !== 'ImportDeclaration') return []
    return statement.specifiers.flatMap((specifier) => {
      if (specifier.type !== 'ImportSpecifier' || specifier.imported.type !== 'Identifier') {
        throw new UsageError(`${move.from}.ts: import names, not a whole module, from ${statement.source.value}.`)
      }
      const { name } = specifier.imported
      const target = targetOfImport(move, { name, module: statement.source.value }, around)
      if (target === undefined) return []
      const local = specifier.local.name === name ? name : `${name} as ${specifier.local.name}`
      const keyword = statement.importKind === 'type' ? 'import type' : 'import'
      return [`${keyword} { ${local} } from '${modulePath(move.to, target)}'`]
    })
  })
}

/** Where something imported is found in the export; undefined when it is no more needed. */
function targetOfImport(
  move: Move,
  { name, module }: { readonly name: string; readonly module: string },
  around: Surroundings
): string | undefined {
  const isOfKit = move.origin === 'kit' || module === '@waybill/kit'
  if (isOfKit) return kitImport(move, { name, module }, around)
  if (!module.startsWith('.')) {
    throw new UsageError(`${move.from}.ts imports ${module}; a destination imports the kit and its own files only.`)
  }
  const path = resolveImport(around.folderOf('destination'), move.from, module)
  return path === 'settings' && name === 'Settings' ? 'generated-types' : around.targetOf(path)
}

function kitImport(
  move: Move,
  { name, module }: { readonly name: string; readonly module: string },
  around: Surroundings
): string | undefined {
  if (DISSOLVED.has(name)) return undefined
  if (CONTRACT.has(name)) return 'delivery/types'
  const start = module.startsWith('.') ? resolveImport(around.folderOf('kit'), move.from, module) : 'index'
  const file = kitFileOf(name, start)
  if (file === undefined) throw new UsageError(`${move.from}.ts imports "${name}", which the kit does not have.`)
  around.needsKitFile(file)
  return kitTarget(file)
}

/** What rewriting may have made necessary, unless the module has something of that name itself. */
function commonImports(move: Move, { versions }: Surroundings): readonly string[] {
  const constants = versions.map(({ name }) => name).join(', ')
  return [
    `import type { GlobalSetting, InputField } from '@segment/actions-core'`,
    `import type { Settings } from '${modulePath(move.to, 'generated-types')}'`,
    `import type { Endpoint } from '${modulePath(move.to, 'delivery/types')}'`,
    ...(constants === '' ? [] : [`import { ${constants} } from '${modulePath(move.to, 'versioning-info')}'`])
  ]
}

/** How one module of the export imports another. */
export function modulePath(from: string, to: string): string {
  const path = relative(dirname(from), to.replace(/\/index$/, '')).replaceAll('\\', '/') || '.'
  return path.startsWith('.') ? path : `./${path}`
}
