import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

export interface DialogProps {
  readonly title: string
  /** Told once it is closed, by whatever means. */
  readonly onClosed: () => void
  /** What it holds; `close` closes it, and the focus goes back to where it was. */
  readonly children: (close: () => void) => ComponentChildren
}

/** A modal dialog: the browser keeps the focus in it, and closes it by Escape. */
export function Dialog({ title, onClosed, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    element.current?.showModal()
  }, [])
  return (
    <dialog class="dialog" ref={element} aria-label={title} onClose={onClosed}>
      <h2>{title}</h2>
      {children(() => element.current?.close())}
    </dialog>
  )
}
