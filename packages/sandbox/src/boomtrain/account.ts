/** A site and the token that opens it. */
export interface BoomtrainAccount {
  readonly siteId: string
  /** Sent as a bearer token. */
  readonly token: string
  /**
   * Whether the token may act on the site; one that may not is answered 403.
   * @default true
   */
  readonly active?: boolean
}

/** The account the sandbox knows when it is given none. */
export const defaultBoomtrainAccount: BoomtrainAccount = {
  siteId: 'sandbox-site',
  token: 'sandbox0boomtrain0token'
}

/** Refuses accounts that no request could belong to. */
export function checkAccounts(accounts: readonly BoomtrainAccount[]): void {
  if (accounts.length === 0) throw new TypeError('boomtrain.accounts must hold at least one account.')
  for (const { siteId, token } of accounts) {
    if (siteId === '') throw new TypeError('boomtrain siteId must not be empty.')
    if (!/^[\x21-\x7e]+$/.test(token)) throw new TypeError('boomtrain token must hold printable text without spaces.')
  }
}
