/** How many bytes a text takes as UTF-8, lone surrogates counted as the three bytes they become. */
export function utf8Bytes(text: string): number {
  let bytes = text.length
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) continue
    if (unit < 0x800) bytes += 1
    else if (isSurrogatePair(unit, text.charCodeAt(index + 1))) {
      bytes += 2
      index++
    } else bytes += 2
  }
  return bytes
}

const isSurrogatePair = (first: number, second: number): boolean =>
  first >= 0xd800 && first <= 0xdbff && second >= 0xdc00 && second <= 0xdfff

/** The longest start of a text that fits into so many bytes of UTF-8, never cutting a character in half. */
export function truncateUtf8(text: string, limit: number): string {
  if (text.length * 3 <= limit || utf8Bytes(text) <= limit) return text
  let kept = ''
  let bytes = 0
  for (const character of text) {
    bytes += utf8Bytes(character)
    if (bytes > limit) break
    kept += character
  }
  return kept
}
