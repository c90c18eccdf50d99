/** A Token ID, as the Tractionboard dashboard shows it. */
export interface TractionboardAccount {
  readonly token: string
  /**
   * Whether the token may send; one that may not is answered 403.
   * @default true
   */
  readonly active?: boolean
}

/** The account the sandbox knows when it is given none. */
export const defaultTractionboardAccount: TractionboardAccount = { token: 'sandbox0tractionboard0token' }

/** Refuses tokens that cannot stand as the user name of HTTP Basic. */
export function checkAccounts(accounts: readonly TractionboardAccount[]): void {
  if (accounts.length === 0) throw new TypeError('tractionboard.accounts must hold at least one account.')
  for (const { token } of accounts) {
    if (token === '' || token.includes(':')) throw new TypeError('tractionboard token must hold text without a colon.')
  }
}
