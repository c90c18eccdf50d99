const hexadecimalGroup = /^[0-9a-f]{1,4}$/i
const byteWithZeros = /^(?:25[0-5]|2[0-4]\d|[01]?\d\d?)$/
const byte = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/

const isDottedQuad = (value: string, part: RegExp): boolean => {
  const parts = value.split('.')
  return parts.length === 4 && parts.every((digits) => part.test(digits))
}

/** Four bytes in decimal; leading zeros are allowed, as in Ajv. */
export const isIpv4 = (value: string): boolean => isDottedQuad(value, byteWithZeros)

/** How many of the eight groups a list of them stands for, or undefined if one of them is malformed. */
const countGroups = (groups: readonly string[], mayEndInIpv4: boolean): number | undefined => {
  const last = groups.at(-1)
  const endsInIpv4 = mayEndInIpv4 && last !== undefined && isDottedQuad(last, byte)
  const plain = endsInIpv4 ? groups.slice(0, -1) : groups
  if (!plain.every((group) => hexadecimalGroup.test(group))) return undefined
  return plain.length + (endsInIpv4 ? 2 : 0)
}

const split = (groups: string): readonly string[] => (groups === '' ? [] : groups.split(':'))

/** An IPv6 address as https://www.rfc-editor.org/rfc/rfc4291#section-2.2 writes it, without a zone. */
export const isIpv6 = (value: string): boolean => {
  const [before, after, ...rest] = value.split('::')
  if (before === undefined || rest.length > 0) return false
  if (after === undefined) return countGroups(split(before), true) === 8
  const leading = countGroups(split(before), false)
  const trailing = countGroups(split(after), true)
  return leading !== undefined && trailing !== undefined && leading + trailing <= 7
}
