/** A mistake in how a command was called: its message is all the user gets to see, and the exit status is 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}
