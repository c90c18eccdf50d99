/** A set of Track API credentials and the workspace they open. */
export interface CustomerioAccount {
  readonly siteId: string
  /** 20 or 64 characters long, as Customer.io's are. */
  readonly apiKey: string
  readonly region: 'us' | 'eu'
  readonly environmentId: number
  /**
   * The workspace setting "Allow updates to email using ID".
   * @default false
   */
  readonly updatesEmailById?: boolean
}

/** The account the sandbox knows when it is given none. */
export const defaultCustomerioAccount: CustomerioAccount = {
  siteId: 'sandbox0site0id00001',
  apiKey: 'sandbox0api0key00001',
  region: 'us',
  environmentId: 1
}

/** Refuses accounts that Customer.io could not have issued. */
export function checkAccounts(accounts: readonly CustomerioAccount[]): void {
  if (accounts.length === 0) throw new TypeError('customerio.accounts must hold at least one account.')
  for (const { siteId, apiKey } of accounts) {
    if (siteId === '' || siteId.includes(':')) throw new TypeError('customerio siteId must hold text without a colon.')
    if (apiKey.length !== 20 && apiKey.length !== 64) {
      throw new TypeError(`customerio apiKey must be 20 or 64 characters long, not ${apiKey.length}.`)
    }
  }
}
