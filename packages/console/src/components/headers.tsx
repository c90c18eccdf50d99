export interface HeadersProps {
  readonly title: string
  readonly headers: Readonly<Record<string, string>>
}

/** The headers of a request or response, folded. */
export function Headers({ title, headers }: HeadersProps) {
  const entries = Object.entries(headers)
  if (entries.length === 0) return null
  return (
    <details class="headers">
      <summary>
        {title} ({entries.length})
      </summary>
      <dl>
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
