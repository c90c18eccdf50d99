/** The properties or traits of a call, or whatever else a page author may have passed. */
export type Properties = Readonly<Record<string, unknown>>

export function isProperties(value: unknown): value is Properties {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/** A copy without what is undefined. */
export const withoutUndefined = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))

/** A user or group ID: analytics.js takes numbers too. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
