/** Why a service does not start, in a sentence that says what to do: a port, a file or a variable is not as it must be. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}
