/** A part of a text, from its first character to behind its last, and what takes its place. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A text with edits made. Edits must not overlap; those at one place are made in the order given. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  let text = ''
  let done = 0
  for (const edit of edits.toSorted((first, second) => first.start - second.start)) {
    text += source.slice(done, edit.start) + edit.text
    done = edit.end
  }
  return text + source.slice(done)
}
