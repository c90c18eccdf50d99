/** How the page stands with the server. */
export type Connection =
  | 'connecting'
  | 'connected'
  /** `actions-cli serve` has stopped, or cannot be reached. */
  | 'lost'
  /** It was started anew, and the page's token is an old one: the page has to be opened again. */
  | 'unauthorized'
