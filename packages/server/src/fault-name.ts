/** What kind of fault it is, such as TypeError or ENOSPC: what it says besides may quote anything, and is told to nobody. */
export function faultName(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown'
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'name' in error && typeof error.name === 'string' ? error.name : 'unknown'
}
