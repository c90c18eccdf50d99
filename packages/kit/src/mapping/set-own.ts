/**
 * Sets a key that came from an event. `__proto__` is left out: as an own key it would only wait for the next careless
 * copy, and actions-core loses it too.
 */
export const setOwn = (target: Record<string, unknown>, key: string, value: unknown): void => {
  if (key !== '__proto__') target[key] = value
}
