import type { Node, ObjectExpression, Program } from '@babel/types'
import { applyEdits } from '../code/edit'
import type { Edit } from '../code/edit'
import { literal } from '../code/literal'
import { parseModule, placeOf } from '../code/parse'
import { walk } from '../code/walk'
import { UsageError } from '../usage-error'
import { withVersions } from './versions'
import type { ApiVersion } from './versions'

/** A module on its way into Segment's repository. */
export interface MovingModule {
  readonly source: string
  /** How messages call it. */
  readonly path: string
  /** The imports that its code needs where it goes, for each import it has: lines of TypeScript. */
  readonly imports: readonly string[]
  readonly versions: readonly ApiVersion[]
  /** Defaults of the settings, by name. */
  readonly defaults: Readonly<Record<string, unknown>>
}

/** Types of the kit that Segment's core has under another name. */
const RENAMED: Readonly<Record<string, string>> = {
  Field: 'InputField',
  Fields: 'Record<string, InputField>',
  Mapping: "NonNullable<InputField['default']>"
}

/**
 * A module as Segment's repository takes it: `defineSettings` and `defineEndpoint` become annotations, what is newer than
 * ES2020 becomes older, versions in URLs become constants.
 */
export function rewriteModule(moving: MovingModule): string {
  const program = parseModule(moving.source, moving.path)
  const nodes = Array.from(walk(program))
  const documents = new Set<Node>(nodes.flatMap((node) => (isDocument(node) ? [node.value] : [])))
  const edits = [
    ...importEdits(program, moving.imports),
    ...nodes.flatMap((node) => (documents.has(node) ? [] : nodeEdits(node, moving)))
  ]
  return applyEdits(moving.source, edits)
}

/** `docs: 'https://…'`: the address of a document keeps the version it names. */
const isDocument = (node: Node): node is Extract<Node, { readonly type: 'ObjectProperty' }> =>
  node.type === 'ObjectProperty' && isNamed(node.key, 'docs')

function importEdits(program: Program, lines: readonly string[]): readonly Edit[] {
  const imports = program.body.filter((statement) => statement.type === 'ImportDeclaration')
  const [first] = imports
  if (first === undefined) return []
  return imports.map((statement) => ({ ...placeOf(statement), text: statement === first ? lines.join('\n') : '' }))
}

function nodeEdits(node: Node, moving: MovingModule): readonly Edit[] {
  if (node.type === 'VariableDeclarator') return declaratorEdits(node, moving)
  if (node.type === 'ExportNamedDeclaration') return isSettingsType(node) ? [{ ...placeOf(node), text: '' }] : []
  if (node.type === 'TSTypeReference') return typeEdits(node, moving)
  if (node.type === 'CallExpression') return callEdits(node, moving)
  if (node.type === 'MemberExpression') return defaultEdits(node, moving)
  if (node.type === 'StringLiteral') return versionEdits(node, moving)
  if (node.type !== 'TemplateElement') return []
  const text = withVersions(node.value.raw, moving.versions)
  return text === node.value.raw ? [] : [{ ...placeOf(node), text }]
}

type Declarator = Extract<Node, { readonly type: 'VariableDeclarator' }>

/** `x = defineEndpoint(settings, { … })` and `x = { … } as const satisfies Field` become `x: Type = { … }`. */
function declaratorEdits({ id, init }: Declarator, { source }: MovingModule): readonly Edit[] {
  if (init?.type === 'CallExpression' && init.callee.type === 'Identifier') {
    const { name } = init.callee
    const value = init.arguments.at(-1)
    if (value === undefined || (name !== 'defineEndpoint' && name !== 'defineSettings')) return []
    const type = name === 'defineEndpoint' ? 'Endpoint<Settings>' : 'Record<keyof Settings, GlobalSetting>'
    return [
      annotation(id, type),
      { start: placeOf(init).start, end: placeOf(value).start, text: '' },
      { start: placeOf(value).end, end: placeOf(init).end, text: '' },
      ...(name === 'defineSettings' && value.type === 'ObjectExpression' ? settingsEdits(value) : [])
    ]
  }
  if (init?.type !== 'TSSatisfiesExpression') return []
  const value = init.expression.type === 'TSAsExpression' ? init.expression.expression : init.expression
  const { start, end } = placeOf(init.typeAnnotation)
  const type = source.slice(start, end).replaceAll(/\b(?:Field|Fields|Mapping)\b/g, (word) => RENAMED[word] ?? word)
  return [annotation(id, type), { start: placeOf(value).end, end: placeOf(init).end, text: '' }]
}

const annotation = (id: Node, type: string): Edit => {
  const { end } = placeOf(id)
  return { start: end, end, text: `: ${type}` }
}

/** Settings without what Segment has no word for. */
function settingsEdits(settings: ObjectExpression): readonly Edit[] {
  return settings.properties.flatMap((setting) =>
    setting.type === 'ObjectProperty' && setting.value.type === 'ObjectExpression'
      ? removedProperties(setting.value, new Set(['pattern', 'isPublic']))
      : []
  )
}

function removedProperties(object: ObjectExpression, names: ReadonlySet<string>): readonly Edit[] {
  return object.properties.flatMap((property, index) => {
    if (property.type !== 'ObjectProperty' || property.key.type !== 'Identifier' || !names.has(property.key.name))
      return []
    const before = object.properties[index - 1]
    // With the comma before it, or else the one behind it.
    if (before !== undefined) return [{ start: placeOf(before).end, end: placeOf(property).end, text: '' }]
    const next = object.properties[index + 1]
    return [
      {
        start: placeOf(property).start,
        end: next === undefined ? placeOf(property).end : placeOf(next).start,
        text: ''
      }
    ]
  })
}

/** `export type Settings = Infer<typeof settings>`, which stands in generated-types.ts there. */
function isSettingsType(node: Node): boolean {
  return (
    node.type === 'ExportNamedDeclaration' &&
    node.declaration?.type === 'TSTypeAliasDeclaration' &&
    node.declaration.id.name === 'Settings' &&
    node.declaration.typeAnnotation.type === 'TSTypeReference' &&
    isNamed(node.declaration.typeAnnotation.typeName, 'Infer')
  )
}

const isNamed = (node: Node, name: string): boolean => node.type === 'Identifier' && node.name === name

type TypeReference = Extract<Node, { readonly type: 'TSTypeReference' }>

function typeEdits(node: TypeReference, { source, path }: MovingModule): readonly Edit[] {
  if (node.typeName.type !== 'Identifier') return []
  const { name } = node.typeName
  if (name === 'Infer') {
    const { start, end } = placeOf(node)
    if (source.slice(start, end) === 'Infer<typeof settings>') return [{ start, end, text: 'Settings' }]
    throw new UsageError(
      `${path}: ${source.slice(start, end)} cannot be exported, since Segment's types are generated; write the type out.`
    )
  }
  const renamed = Object.hasOwn(RENAMED, name) ? RENAMED[name] : undefined
  return renamed === undefined ? [] : [{ ...placeOf(node.typeName), text: renamed }]
}

type Call = Extract<Node, { readonly type: 'CallExpression' }>

/** Segment's repository is compiled with the library of ES2020. */
function callEdits({ callee, arguments: given }: Call, { source }: MovingModule): readonly Edit[] {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return []
  if (isNamed(callee.object, 'Object') && callee.property.name === 'hasOwn') {
    return [{ ...placeOf(callee), text: 'Object.prototype.hasOwnProperty.call' }]
  }
  const [pattern, replacement] = given
  if (callee.property.name !== 'replaceAll' || pattern === undefined) return []
  if (pattern.type === 'RegExpLiteral') return [{ ...placeOf(callee.property), text: 'replace' }]
  if (pattern.type !== 'StringLiteral' || replacement?.type !== 'StringLiteral') return []
  const [from, to] = [pattern, replacement].map((node) => source.slice(placeOf(node).start, placeOf(node).end))
  return [
    { start: placeOf(callee.property).start, end: placeOf(replacement).end + 1, text: `split(${from}).join(${to})` }
  ]
}

type Member = Extract<Node, { readonly type: 'MemberExpression' }>

/** `settings.endpoint.default`: settings have no types of their own there, so the value itself takes its place. */
function defaultEdits(node: Member, { defaults, versions }: MovingModule): readonly Edit[] {
  const { object, property } = node
  const isDefault =
    isNamed(property, 'default') && object.type === 'MemberExpression' && isNamed(object.object, 'settings')
  if (!isDefault || object.property.type !== 'Identifier') return []
  const value = defaults[object.property.name]
  return [{ ...placeOf(node), text: typeof value === 'string' ? versioned(value, versions) : literal(value) }]
}

/** A text as code, with its versions as constants. */
function versioned(text: string, versions: readonly ApiVersion[]): string {
  const inside = withVersions(text, versions)
  return inside === text ? literal(text) : `\`${inside}\``
}

type Text = Extract<Node, { readonly type: 'StringLiteral' }>

function versionEdits(node: Text, { versions }: MovingModule): readonly Edit[] {
  return withVersions(node.value, versions) === node.value
    ? []
    : [{ ...placeOf(node), text: versioned(node.value, versions) }]
}
