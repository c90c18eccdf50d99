/** How the file that a literal goes into is written. */
export interface LiteralStyle {
  readonly quote: "'" | '"'
  /** One step of indentation. */
  readonly indent: string
  readonly trailingComma: boolean
  /** Columns a line may take. */
  readonly width: number
  readonly newline: '\n' | '\r\n'
}

/** A JSON value as TypeScript, as Prettier would leave it; `column` is what stands before it on its line. */
export function printLiteral(value: unknown, style: LiteralStyle, margin: string, column = margin.length): string {
  if (typeof value === 'string') return printString(value, style)
  if (typeof value === 'number') return String(value).replace('e+', 'e')
  if (typeof value !== 'object' || value === null) return String(value)
  const inline = printInline(value, style)
  // A comma may follow it.
  return column + inline.length < style.width && !mustBreak(value) ? inline : printExpanded(value, style, margin)
}

/** Prettier gives each object of a list a line of its own. */
const mustBreak = (value: object): boolean =>
  (Array.isArray(value) && value.length > 1 && value.every((item) => isFilled(item))) ||
  Object.values(value).some((item: unknown) => typeof item === 'object' && item !== null && mustBreak(item))

const isFilled = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 1

function printInline(value: unknown, style: LiteralStyle): string {
  if (typeof value !== 'object' || value === null) return printLiteral(value, style, '')
  if (Array.isArray(value)) return `[${value.map((item) => printInline(item, style)).join(', ')}]`
  const entries = Object.entries(value).map(([key, item]) => `${printKey(key, style)}: ${printInline(item, style)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

/** Each member on a line of its own. */
export function printExpanded(value: object, style: LiteralStyle, margin: string): string {
  const inner = margin + style.indent
  const members = Array.isArray(value)
    ? value.map((item: unknown) => printLiteral(item, style, inner))
    : Object.entries(value).map(([key, item]: [string, unknown]) => {
        const before = `${printKey(key, style)}: `
        return before + printLiteral(item, style, inner, inner.length + before.length)
      })
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  if (members.length === 0) return `${open}${close}`
  const lines = members.map((member) => inner + member).join(`,${style.newline}`)
  return `${open}${style.newline}${lines}${style.trailingComma ? ',' : ''}${style.newline}${margin}${close}`
}

function printKey(key: string, style: LiteralStyle): string {
  // Written plainly, it would set the prototype.
  if (key === '__proto__') return `[${printString(key, style)}]`
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : printString(key, style)
}

/** In the file's quotes, unless the text has more of them than of the others. */
function printString(text: string, { quote }: LiteralStyle): string {
  const other = quote === "'" ? '"' : "'"
  const mark = text.split(quote).length > text.split(other).length ? other : quote
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll(mark, `\\${mark}`)
  return mark + escaped + mark
}
