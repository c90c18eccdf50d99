import type { Field, Fields } from '@waybill/kit'
import { propertyKey } from '../code/quote'

/** What Segment's generator writes above the types of a destination and of an action. */
const GENERATED = '// Generated file. DO NOT MODIFY IT BY HAND.'

/**
 * Fields as the TypeScript interface that Segment's `generate:types` writes for them, byte for byte. Choices do not
 * become unions there, and a list of times is typed as a single one: its compiler compares, so these stay.
 *
 * @see https://github.com/segmentio/action-destinations/blob/main/packages/cli/src/commands/generate/types.ts
 */
function interfaceText(name: string, fields: Fields): string {
  return `export interface ${name} ${objectText(fields, { level: 0, isOpen: false })}\n`
}

/** A file of generated types. */
export const generatedTypes = (name: string, fields: Fields): string => `${GENERATED}\n\n${interfaceText(name, fields)}`

interface Place {
  readonly level: number
  /** Whether keys beyond the fields are allowed. */
  readonly isOpen: boolean
}

function objectText(fields: Fields, { level, isOpen }: Place): string {
  const indent = '  '.repeat(level + 1)
  // Segment's generator requires nothing in an object where a condition decides for one of its fields.
  const isLenient = level > 0 && Object.values(fields).some(({ required }) => typeof required === 'object')
  const lines = Object.entries(fields).flatMap(([key, field]) => [
    ...commentLines(field.description, indent),
    `${indent}${propertyKey(key)}${field.required === true && !isLenient ? '' : '?'}: ${typeText(field, level)}`
  ])
  if (isOpen) lines.push(`${indent}[k: string]: unknown`)
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${'  '.repeat(level)}}`
}

const commentLines = (description: string, indent: string): readonly string[] => [
  `${indent}/**`,
  ...description.split('\n').map((line) => `${indent} * ${line}`.trimEnd()),
  `${indent} */`
]

function typeText(field: Field, level: number): string {
  const { type, multiple, allowNull, properties } = field
  // At the top a time is typed for the whole field, whether it is a list or not.
  if (type === 'datetime' && level === 0) return allowNull === true ? 'string | number | null' : 'string | number'
  if (multiple === true) return meetDefault({ list: `${inList(entryText(field, level))}[]` }, field)
  const entry = entryText(field, level)
  if (properties !== undefined && type === 'object') return meetDefault({}, field) || entry
  if (allowNull === true) return `${entry} | null`
  return type === 'datetime' ? entry : meetDefault({ [entry.startsWith('{') ? 'object' : entry]: entry }, field)
}

const inList = (entry: string): string => (entry.includes(' | ') && !entry.startsWith('{') ? `(${entry})` : entry)

/** One entry of a list, or the value itself. */
function entryText({ type, properties, additionalProperties }: Field, level: number): string {
  if (type === 'number' || type === 'integer') return 'number'
  if (type === 'boolean') return 'boolean'
  if (type === 'datetime') return 'string | number'
  if (type !== 'object') return 'string'
  const isOpen = properties === undefined || additionalProperties === true
  return objectText(properties ?? {}, { level: level + 1, isOpen })
}

/** The order in which the generator writes what a value is at once. */
const KINDS = ['boolean', 'number', 'object', 'string', 'list'] as const

type Kinds = { readonly [Kind in (typeof KINDS)[number]]?: string }

/** A default that is a plain value counts as a second statement of the type: a list with the default `'x'` is both. */
function meetDefault(declared: Kinds, { default: value }: Field): string {
  const plain = typeof value
  const kinds: Kinds =
    plain === 'boolean' || plain === 'number' || plain === 'string' ? { [plain]: plain, ...declared } : declared
  return KINDS.flatMap((kind) => kinds[kind] ?? []).join(' & ')
}
