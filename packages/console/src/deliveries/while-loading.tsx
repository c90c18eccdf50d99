import type { ComponentChildren } from 'preact'
import { Button } from '../components/button'
import { Notice } from '../components/notice'
import type { Loaded } from '../api/loaded'

export interface WhileLoadingProps<Value> {
  readonly loaded: Loaded<Value>
  readonly onRetry: () => void
  readonly children: (value: Value) => ComponentChildren
}

/** What was fetched, or that it is not there yet, or why not. */
export function WhileLoading<Value>({ loaded, onRetry, children }: WhileLoadingProps<Value>) {
  if (loaded.kind === 'loading') return <p class="empty">Loading…</p>
  if (loaded.kind === 'loaded') return <>{children(loaded.value)}</>
  return (
    <div class="empty">
      <Notice tone="bad" isUrgent>
        {loaded.message}
      </Notice>
      <Button onPress={onRetry}>Try again</Button>
    </div>
  )
}
