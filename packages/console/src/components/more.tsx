import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { Button } from './button'

/** How much of a long list a person looks at, and a browser draws at once. */
const FEW = 100

export interface MoreProps<Entry> {
  readonly entries: readonly Entry[]
  /** Draws those that are shown. */
  readonly children: (shown: readonly Entry[]) => ComponentChildren
}

/** The beginning of a list, and all of it when asked for. */
export function More<Entry>({ entries, children }: MoreProps<Entry>) {
  const isWhole = useSignal(false)
  const isCut = entries.length > FEW && !isWhole.value
  return (
    <div class="stack-tight">
      {children(isCut ? entries.slice(0, FEW) : entries)}
      {isCut && (
        <div>
          <Button look="plain" onPress={() => void (isWhole.value = true)}>
            {`Show all ${entries.length}`}
          </Button>
        </div>
      )}
    </div>
  )
}
