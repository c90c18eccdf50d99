import type { ComponentChildren } from 'preact'

export interface ButtonProps {
  readonly look?: 'primary' | 'plain' | 'danger'
  readonly isDisabled?: boolean
  readonly title?: string
  readonly onPress: () => void
  readonly children: ComponentChildren
}

export function Button({ look, isDisabled = false, title, onPress, children }: ButtonProps) {
  return (
    <button
      type="button"
      class={look === undefined ? 'button' : `button button-${look}`}
      disabled={isDisabled}
      title={title}
      onClick={onPress}
    >
      {children}
    </button>
  )
}
