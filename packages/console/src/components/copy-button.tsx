import { useSignal } from '@preact/signals'
import { Button } from './button'

/** Copies text to the clipboard, and says so. */
export function CopyButton({ text, children }: { readonly text: string; readonly children: string }) {
  const state = useSignal<'idle' | 'copied' | 'refused'>('idle')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      state.value = 'copied'
    } catch {
      state.value = 'refused'
    }
  }
  const said = { idle: '', copied: 'Copied', refused: 'The browser does not allow copying' }[state.value]
  return (
    <span class="row">
      <Button look="plain" onPress={() => void copy()}>
        {children}
      </Button>
      <span class="soft" role="status">
        {said}
      </span>
    </span>
  )
}
