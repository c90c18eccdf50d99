/** A REST API key, and what the company behind it has agreed with Braze. */
export interface BrazeAccount {
  readonly apiKey: string
  /**
   * Where the key may stand: since May 2020 in the Authorization header; for older clients also in the body, as `api_key`
   * or `app_group_id`.
   * @default 'header'
   */
  readonly keyLocation?: 'header' | 'header-or-body'
  /**
   * How many objects /users/track takes: all arrays of a request together, or each array on its own as older contracts have
   * it.
   * @default { per: 'request', objects: 75 }
   */
  readonly trackLimit?: { readonly per: 'request' | 'array'; readonly objects: number }
  /**
   * How many elements an array attribute keeps.
   * @default 25
   */
  readonly arrayElements?: number
  /**
   * Users nobody may write to, as Braze blocks those it takes for dummies.
   * @default none
   */
  readonly blockedExternalIds?: readonly string[]
  /**
   * Whether the account may use the API at all.
   * @default true
   */
  readonly active?: boolean
}

/** The account the sandbox knows when it is given none. */
export const defaultBrazeAccount: BrazeAccount = { apiKey: 'sandbox0-0000-4000-8000-00000000b5a2' }

/** Refuses accounts that no request could belong to. */
export function checkAccounts(accounts: readonly BrazeAccount[]): void {
  if (accounts.length === 0) throw new TypeError('braze.accounts must hold at least one account.')
  for (const { apiKey } of accounts) {
    if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new TypeError('braze apiKey must hold printable text without spaces.')
  }
}
