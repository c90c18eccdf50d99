import { storedAttributes } from './attributes'

const PLATFORMS: Readonly<Record<string, 'ios' | 'android'>> = {
  ios: 'ios',
  'iphone os': 'ios',
  ipados: 'ios',
  iphone: 'ios',
  ipad: 'ios',
  android: 'android'
}

/** Customer.io's word for the platform a device names, in whatever case. */
export const devicePlatform = (name: string): 'ios' | 'android' | undefined => {
  const known = name.trim().toLowerCase()
  return Object.hasOwn(PLATFORMS, known) ? PLATFORMS[known] : undefined
}

const NOTHING: ReadonlySet<string> = new Set()

/** Device attributes, which Customer.io keeps as texts: numbers and booleans become text, what has no text is left out. */
export function deviceAttributes(
  attributes: { readonly [key: string]: unknown },
  note: (text: string) => void
): Record<string, string> | undefined {
  const texts: Record<string, string> = {}
  for (const [key, value] of Object.entries(storedAttributes(attributes, { convert: false, omit: NOTHING, note }))) {
    if (typeof value === 'string') texts[key] = value
    else if (typeof value === 'number' || typeof value === 'boolean') texts[key] = String(value)
    else if (value !== null)
      note(`The device attribute "${key}" was left out: Customer.io keeps only texts of a device.`)
  }
  return Object.keys(texts).length > 0 ? texts : undefined
}
