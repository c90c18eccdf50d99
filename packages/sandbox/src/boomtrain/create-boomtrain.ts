import type { IncomingHttpHeaders } from 'node:http'
import { parseBearerToken } from '../http/bearer-token'
import type { Authentication, RoutedRequest, Vendor } from '../http/vendor'
import { checkAccounts, defaultBoomtrainAccount, type BoomtrainAccount } from './account'
import { routes } from './routes'
import type { BoomtrainState } from './state'
import { createWorkspace, describeWorkspace, type Workspace } from './workspace'

/** How the simulated Boomtrain is set up. */
export interface BoomtrainOptions {
  /**
   * The accounts it knows.
   * @default [defaultBoomtrainAccount]
   */
  readonly accounts?: readonly BoomtrainAccount[]
  /**
   * Whether events are remembered one by one; without, only their numbers are and memory does not grow with them.
   * @default true
   */
  readonly keepEvents?: boolean
}

/**
 * Creates the simulated people and events APIs of Boomtrain, which one origin plays together.
 * https://docs.zetaglobal.com/docs/create-or-update-a-person
 */
export function createBoomtrain({
  accounts = [defaultBoomtrainAccount],
  keepEvents = true
}: BoomtrainOptions): Vendor<BoomtrainState> {
  checkAccounts(accounts)
  const workspaces = new Map<string, Workspace>()
  const reset = (): void => {
    for (const { siteId } of accounts) workspaces.set(siteId, createWorkspace(siteId, keepEvents))
  }
  reset()
  const [first] = workspaces.keys()
  const findWorkspace = ({ account }: RoutedRequest): Workspace => {
    const workspace = workspaces.get(account ?? '')
    if (workspace === undefined) throw new Error(`The sandbox has no account ${JSON.stringify(account)}.`)
    return workspace
  }
  return {
    routes: routes(findWorkspace),
    authenticate: ({ headers }) => authenticate(accounts, headers),
    // Older versions of the API are known to word their errors like this.
    refuse: ({ kind, message }) => ({ type: kind, message }),
    state: (account = first ?? '') => {
      const workspace = workspaces.get(account)
      return workspace === undefined ? undefined : describeWorkspace(workspace)
    },
    reset
  }
}

/** https://docs.zetaglobal.com/reference/authorization-api */
function authenticate(accounts: readonly BoomtrainAccount[], headers: IncomingHttpHeaders): Authentication {
  const given = parseBearerToken(headers.authorization)
  const account = accounts.find(({ token }) => token === given)
  if (account === undefined) return { kind: 'unauthorized', message: 'the token is not valid' }
  if (account.active === false) return { kind: 'forbidden', message: 'the token has no permission' }
  return { kind: 'known', account: account.siteId }
}
