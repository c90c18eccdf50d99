const SHORT = 64
const SHORT_OBJECT = 36

/** A value in a line; a long one folds. */
export function Value({ value }: { readonly value: unknown }) {
  if (value === undefined) return <span class="soft">nothing</span>
  const text = JSON.stringify(value)
  const isShort = text.length <= (typeof value === 'object' ? SHORT_OBJECT : SHORT)
  if (isShort) return <code class="value">{text}</code>
  return (
    <details class="value">
      <summary>
        <code>{summaryOf(value, text)}</code>
      </summary>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </details>
  )
}

function summaryOf(value: unknown, text: string): string {
  if (Array.isArray(value)) return `[ ${value.length} in a list ]`
  if (typeof value !== 'object' || value === null) return `${text.slice(0, SHORT)}…`
  const keys = Object.keys(value)
  return `{ ${keys.slice(0, 3).join(', ')}${keys.length > 3 ? `, ${keys.length - 3} more` : ''} }`
}
