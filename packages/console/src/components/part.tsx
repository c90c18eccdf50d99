import type { ComponentChildren } from 'preact'

export interface PartProps {
  readonly title: string
  readonly children: ComponentChildren
}

/** A part of a result, with its heading. */
export function Part({ title, children }: PartProps) {
  return (
    <section class="part">
      <h4>{title}</h4>
      {children}
    </section>
  )
}
