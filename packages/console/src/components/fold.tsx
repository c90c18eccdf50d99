import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'

export interface FoldProps {
  /** What is always seen. */
  readonly head: ComponentChildren
  /** Whether it begins unfolded. */
  readonly isOpen: boolean
  /** What is seen when it is unfolded, and not made before. */
  readonly children: () => ComponentChildren
}

/** A part that folds. */
export function Fold({ head, isOpen, children }: FoldProps) {
  const isUnfolded = useSignal(isOpen)
  return (
    <details
      class="result"
      open={isUnfolded.value}
      onToggle={({ currentTarget }) => void (isUnfolded.value = currentTarget.open)}
    >
      <summary>{head}</summary>
      {isUnfolded.value && <div class="result-body">{children()}</div>}
    </details>
  )
}
