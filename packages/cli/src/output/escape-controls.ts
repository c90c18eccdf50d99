/**
 * One line of text with every control character spelled out, line feeds as well: what events and vendors say must not
 * move a terminal's cursor, change its title or look like a line of ours.
 */
export const escapeLine = (line: string): string => line.replace(/\p{Cc}/gu, spellOut)

/** Lines under one another, each with its control characters spelled out. */
export const escapedLines = (lines: readonly string[]): string => lines.map(escapeLine).join('\n')

/** Text of several lines with all other control characters spelled out; JSON stays the same JSON. */
export const escapeText = (text: string): string => text.replace(/(?!\n)\p{Cc}/gu, spellOut)

/** As JSON spells it, which leaves those above the ASCII characters as they are. */
function spellOut(character: string): string {
  const spelled = JSON.stringify(character).slice(1, -1)
  return spelled === character ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : spelled
}
