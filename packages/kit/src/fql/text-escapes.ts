/** The text that stands between two quotes: a backslash keeps a quote or a backslash, and is itself before anything else. */
export const readText = (raw: string): string => raw.replace(/\\(["'\\])/g, '$1')

/** A text in double quotes, such that reading it gives the text again. */
export const writeText = (text: string): string => `"${escapeText(text)}"`

/** The texts between the wildcards of a `match()` pattern, where also `\*` is a star like any other character. */
export function readPattern(raw: string): readonly string[] {
  const parts: string[] = []
  let part = ''
  // Each piece is an escaped character, a wildcard, or a run of ordinary text.
  for (const piece of raw.match(/\\["'\\*]|\*|[^\\*]+|\\/g) ?? []) {
    if (piece === '*') {
      parts.push(part)
      part = ''
    } else {
      part += /^\\./.test(piece) ? piece.slice(1) : piece
    }
  }
  return [...parts, part]
}

/** A pattern in double quotes, such that reading it gives the parts again. */
export const writePattern = (parts: readonly string[]): string =>
  `"${parts.map((part) => escapeText(part).replaceAll('*', '\\*')).join('*')}"`

const escapeText = (text: string): string => text.replace(/["\\]/g, '\\$&')
