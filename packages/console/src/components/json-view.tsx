import { jsonTokens } from './json-tokens'

/** A value as coloured, indented JSON. */
export function JsonView({ value, label }: { readonly value: unknown; readonly label: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard, too
    <pre class="json" tabIndex={0} role="region" aria-label={label}>
      {jsonTokens(value).map(({ kind, text }, index) => (
        <span key={index} class={`json-${kind}`}>
          {text}
        </span>
      ))}
    </pre>
  )
}
