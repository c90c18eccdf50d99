// Named as in https://www.rfc-editor.org/rfc/rfc3986#appendix-A and put together with the deviations of Ajv's formats:
// one slash may begin an authority, and a reference may hold quotation marks.
const encoded = '%[0-9a-f]{2}'
const plain = "a-z0-9\\-._~!$&'()*+,;="

const either = (...options: readonly string[]): string => `(?:${options.join('|')})`
const any = (characters: string): string => `(?:[${characters}]|${encoded})*`
const some = (characters: string): string => `(?:[${characters}]|${encoded})+`

const byte = either('25[0-5]', '2[0-4]\\d', '[01]?\\d\\d?')
const ipv4 = `(?:${byte}\\.){3}${byte}`
const group = '[0-9a-f]{1,4}'
const lastTwoGroups = either(`${group}:${group}`, ipv4)

const atMost = (groups: number): string => `(?:(?:${group}:){0,${groups - 1}}${group})?`
const shortened = [5, 4, 3, 2, 1, 0].map(
  (after) => `${after === 5 ? '' : atMost(5 - after)}::(?:${group}:){${after}}${lastTwoGroups}`
)
const ipv6 = either(`(?:${group}:){6}${lastTwoGroups}`, ...shortened, `${atMost(6)}::${group}`, `${atMost(7)}::`)
const futureAddress = `v[0-9a-f]+\\.[${plain}:]+`

const scheme = '[a-z][a-z0-9+\\-.]*:'

/** What follows the scheme, its parts made of the given characters. */
const afterScheme = (characters: string): { readonly hierarchy: string; readonly suffix: string } => {
  const segments = `(?:/${any(`${characters}:@`)})*`
  const rootless = `${some(`${characters}:@`)}${segments}`
  const host = either(`\\[${either(ipv6, futureAddress)}\\]`, ipv4, any(characters))
  const authority = `/?/(?:${any(`${plain}:`)}@)?${host}(?::\\d*)?`
  return {
    hierarchy: either(`${authority}${segments}`, `/(?:${rootless})?`, rootless),
    suffix: `(?:\\?${any(`${characters}:@/?`)})?(?:#${any(`${characters}:@/?`)})?`
  }
}

const absolute = afterScheme(plain)
const relative = afterScheme(`${plain}"`)
const uri = new RegExp(`^${scheme}${absolute.hierarchy}${absolute.suffix}$`, 'i')
const uriReference = new RegExp(`^(?:${scheme})?${relative.hierarchy}?${relative.suffix}$`, 'i')

/** An absolute URI. */
export const isUri = (value: string): boolean => uri.test(value)

/** A URI, or what follows a base URI. */
export const isUriReference = (value: string): boolean => uriReference.test(value)

// https://www.rfc-editor.org/rfc/rfc6570#section-2
const literal = `[^\\x00-\\x20"'<>%\\\\^\`{|}]`
const variable = `(?:[a-z0-9_]|${encoded})+(?::[1-9]\\d{0,3}|\\*)?`
const expression = `\\{[+#./;?&=,!@|]?${variable}(?:,${variable})*\\}`
const uriTemplate = new RegExp(`^(?:${literal}|${encoded}|${expression})*$`, 'i')

/** A URI template. */
export const isUriTemplate = (value: string): boolean => uriTemplate.test(value)
