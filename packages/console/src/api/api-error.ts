/** Why the server gave no answer that the page can use. */
export type ApiFailure =
  /** Nobody listens: `actions-cli serve` has stopped. */
  | 'disconnected'
  /** It runs, but was started anew: the page's token is of its last life. */
  | 'unauthorized'
  /** It answered, and says why not. */
  | 'refused'

export class ApiFailureError extends Error {
  override readonly name = 'ApiFailureError'

  constructor(
    readonly failure: ApiFailure,
    message: string
  ) {
    super(message)
  }
}

/** What a person reads when something failed. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Whether something ended because it was cancelled; what browsers throw then need not be an `Error`. */
export const isAborted = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError'
