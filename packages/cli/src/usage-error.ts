/** A mistake in how a command was called: its message is all the user gets to see, and the exit status is 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** The system's name of a fault, such as ENOENT. */
export function errorCode(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : 'unknown reason'
}
