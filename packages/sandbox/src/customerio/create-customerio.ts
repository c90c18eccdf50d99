import type { IncomingHttpHeaders } from 'node:http'
import { parseBasicCredentials } from '../http/basic-credentials'
import type { Authentication, Refusal, RoutedRequest, Vendor } from '../http/vendor'
import { checkAccounts, defaultCustomerioAccount, type CustomerioAccount } from './account'
import { answerReport } from './reporting/report-action'
import { accountRoutes } from './routes/account-routes'
import { entityRoutes } from './routes/entity-routes'
import { v1Routes } from './routes/v1-routes'
import type { CustomerioState } from './state'
import { describeWorkspace } from './workspace/describe-workspace'
import { createWorkspace, type Workspace } from './workspace/workspace'

/** How the simulated Customer.io is set up. */
export interface CustomerioOptions {
  /**
   * The accounts it knows; requests that need no credentials count towards the first.
   * @default [defaultCustomerioAccount]
   */
  readonly accounts?: readonly CustomerioAccount[]
  /**
   * Whether events are remembered one by one; without, memory does not grow with them.
   * @default true
   */
  readonly keepEvents?: boolean
}

/**
 * Creates the simulated Track API of Customer.io.
 * https://docs.customer.io/integrations/api/track/
 */
export function createCustomerio({
  accounts = [defaultCustomerioAccount],
  keepEvents = true
}: CustomerioOptions): Vendor<CustomerioState> {
  checkAccounts(accounts)
  const workspaces = new Map<string, Workspace>()
  const reset = (): void => {
    for (const account of accounts) workspaces.set(account.siteId, createWorkspace(account, keepEvents))
  }
  reset()
  const [first] = workspaces.keys()
  const find = (siteId: string | null | undefined): Workspace | undefined => workspaces.get(siteId ?? first ?? '')
  const findWorkspace = ({ account }: RoutedRequest): Workspace => {
    const workspace = find(account)
    if (workspace === undefined) throw new Error(`The sandbox has no account ${JSON.stringify(account)}.`)
    return workspace
  }
  return {
    routes: [...accountRoutes(findWorkspace), ...v1Routes(findWorkspace), ...entityRoutes(findWorkspace)],
    authenticate: ({ headers }) => authenticate(accounts, headers),
    refuse: wordRefusal,
    actions: new Map([['report', answerReport]]),
    state: (account) => {
      const workspace = find(account)
      return workspace === undefined ? undefined : describeWorkspace(workspace)
    },
    reset
  }
}

function authenticate(accounts: readonly CustomerioAccount[], headers: IncomingHttpHeaders): Authentication {
  const given = parseBasicCredentials(headers.authorization)
  const account = accounts.find(({ siteId, apiKey }) => siteId === given?.username && apiKey === given.password)
  return account === undefined
    ? { kind: 'unauthorized', message: 'Unauthorized request' }
    : { kind: 'known', account: account.siteId }
}

// Of these only the body of a 400 is documented; the others follow the style of their version.
function wordRefusal({ kind, path, message }: Refusal): object {
  if (kind === 'unauthorized') return { meta: { error: message } }
  if (path.startsWith('/api/v2/')) return { errors: [{ reason: kind, field: '', message }] }
  return path === '/api/v1/merge_customers' ? { meta: { error: message } } : { meta: { errors: [message] } }
}
