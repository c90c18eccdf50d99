/**
 * A value as the text a template inserts: nothing for null, elements with commas between for an array, and for an object
 * what JavaScript makes of it, as in actions-core. No value can make it throw, not even one with `toString` as data.
 */
export const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return Array.isArray(value) ? value.map(textOf).join() : '[object Object]'
}
