import { propertyKey, quote } from './quote'

const WIDTH = 120

/**
 * A JSON value as TypeScript, in the style of this and of Segment's repository: on one line where it fits, and with a
 * line for each entry of a list of objects. What is undefined is left out.
 *
 * @param column where the text will begin
 */
export function literal(value: unknown, indent = '', column = indent.length): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const line = oneLine(value)
  // What follows it, such as a comma, has its place too.
  if (!isListOfObjects(value) && column + line.length < WIDTH) return line
  const inner = `${indent}  `
  const entries = Array.isArray(value)
    ? value.map((entry) => inner + literal(entry, inner))
    : definedEntries(value).map(([key, entry]) => {
        const start = `${inner}${propertyKey(key)}: `
        return start + literal(entry, inner, start.length)
      })
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return `${open}\n${entries.join(',\n')}\n${indent}${close}`
}

function oneLine(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`
  const entries = definedEntries(value).map(([key, entry]) => `${propertyKey(key)}: ${oneLine(entry)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

const definedEntries = (value: object): readonly (readonly [string, unknown])[] =>
  Object.entries(value).filter(([, entry]) => entry !== undefined)

const isListOfObjects = (value: object): boolean =>
  Array.isArray(value) &&
  value.length > 1 &&
  value.every(
    (entry: unknown) =>
      typeof entry === 'object' && entry !== null && !Array.isArray(entry) && definedEntries(entry).length > 1
  )
