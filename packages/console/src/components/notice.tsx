import type { ComponentChildren } from 'preact'
import type { Tone } from './tag'

export interface NoticeProps {
  readonly tone: Tone
  /** Whether it is read out as soon as it appears. @default false */
  readonly isUrgent?: boolean
  readonly children: ComponentChildren
}

/** A sentence the user should not miss. */
export function Notice({ tone, isUrgent = false, children }: NoticeProps) {
  return (
    <div class={`notice tone-${tone}`} {...(isUrgent && { role: 'alert' })}>
      {children}
    </div>
  )
}
