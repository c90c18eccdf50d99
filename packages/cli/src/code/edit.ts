/** A part of a text, from its first character to behind its last, and what takes its place. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A text with edits made, those at one place in the order given; one inside a part that another replaces is left out. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  let text = ''
  let done = 0
  for (const edit of edits.toSorted((first, second) => first.start - second.start)) {
    if (edit.start < done) continue
    text += source.slice(done, edit.start) + edit.text
    done = edit.end
  }
  return text + source.slice(done)
}
