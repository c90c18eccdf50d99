import { useSignal } from '@preact/signals'
import { Button } from './button'
import { jsonTokens } from './json-tokens'

/** More is shown when asked for: a page of colours takes the browser long. */
const MAXIMUM_TOKENS = 4000

/** A value as coloured, indented JSON. */
export function JsonView({ value, label }: { readonly value: unknown; readonly label: string }) {
  const isWhole = useSignal(false)
  const tokens = jsonTokens(value)
  const isCut = tokens.length > MAXIMUM_TOKENS && !isWhole.value
  return (
    <div class="stack-tight">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard, too */}
      <pre class="json" tabIndex={0} role="region" aria-label={label}>
        {(isCut ? tokens.slice(0, MAXIMUM_TOKENS) : tokens).map(({ kind, text }, index) => (
          <span key={index} class={`json-${kind}`}>
            {text}
          </span>
        ))}
      </pre>
      {isCut && (
        <div>
          <Button look="plain" onPress={() => void (isWhole.value = true)}>
            Show all of it
          </Button>
        </div>
      )}
    </div>
  )
}
