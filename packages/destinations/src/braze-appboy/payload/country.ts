/** What people write for a country that is neither its code nor its English name. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  uk: 'GB',
  usa: 'US',
  'united states of america': 'US',
  'great britain': 'GB',
  'czech republic': 'CZ',
  'hong kong': 'HK',
  'ivory coast': 'CI',
  macau: 'MO',
  'the netherlands': 'NL',
  turkey: 'TR'
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

let codesByName: ReadonlyMap<string, string> | undefined

/**
 * The code of a country by ISO 3166-1 alpha-2, which is all Braze takes, from that code in any case or from the
 * country's English name; undefined for anything else.
 *
 * @see https://www.braze.com/docs/api/objects_filters/user_attributes_object/
 */
export function countryCode(country: string): string | undefined {
  const name = country.trim().toLowerCase()
  const other = Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : undefined
  if (other !== undefined) return other
  codesByName ??= collectCodes()
  return codesByName.get(name)
}

/** Codes by themselves and by the English name of their country. Made when first asked for: most events never ask. */
function collectCodes(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const codes = new Map<string, string>()
  for (const first of LETTERS) {
    for (const second of LETTERS) {
      const code = first + second
      const name = names.of(code)
      // A code that was given up, such as DD, still has the name of the country that followed it.
      if (name === undefined || new Intl.Locale(`und-${code}`).region !== code || NO_COUNTRY.has(code)) continue
      codes.set(code.toLowerCase(), code)
      codes.set(name.toLowerCase(), code)
    }
  }
  return codes
}

/** Codes that have a name but are none of ISO 3166-1: unions, the unknown, tests, and islands that are part of others. */
const NO_COUNTRY: ReadonlySet<string> = new Set([
  'EU',
  'EZ',
  'UN',
  'ZZ',
  'QO',
  'XA',
  'XB',
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'IC',
  'TA'
])
