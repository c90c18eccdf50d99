/** What a view has of its surroundings. */
export interface PageAccess {
  /** Where the API is, with a slash at the end. */
  readonly base: string
  readonly token: string
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Runs a function after a pause in what the user does, unless what it gives back is called before. */
  readonly later: (run: () => void) => () => void
  /** Where the view is drawn. */
  readonly element: HTMLElement
}
