import type { Authentication, Credentials, Refusal, RoutedRequest, Vendor } from '../http/vendor'
import { isRecord, member } from '../json/json'
import type { Standing } from '../misbehaviour/create-rate-limit'
import { checkAccounts, defaultBrazeAccount, type BrazeAccount } from './account'
import { aliasRoutes } from './routes/alias-routes'
import { deleteRoute } from './routes/delete-route'
import { exportRoute } from './routes/export-route'
import { externalIdRoutes } from './routes/external-id-routes'
import { identifyRoute } from './routes/identify-route'
import { mergeRoute } from './routes/merge-route'
import { trackRoute } from './routes/track-route'
import type { BrazeState } from './state'
import { describeWorkspace } from './workspace/describe-workspace'
import { createWorkspace, type Workspace } from './workspace/workspace'

/** How the simulated Braze is set up. */
export interface BrazeOptions {
  /**
   * The accounts it knows.
   * @default [defaultBrazeAccount]
   */
  readonly accounts?: readonly BrazeAccount[]
  /**
   * How a key nobody knows is answered: the documents list 401 and 404 for it.
   * @default 401
   */
  readonly unknownKeyStatus?: 401 | 404
  /**
   * Whether events and purchases are remembered one by one; without, only their sums are and memory does not grow with them.
   * @default true
   */
  readonly keepEvents?: boolean
}

/** Where older clients put their key; https://www.braze.com/docs/api/api_key */
const bodyKeys = ['api_key', 'app_group_id']

/**
 * Creates the simulated user data API of Braze.
 * https://www.braze.com/docs/api/endpoints/user_data
 */
export function createBraze({
  accounts = [defaultBrazeAccount],
  unknownKeyStatus = 401,
  keepEvents = true
}: BrazeOptions): Vendor<BrazeState> {
  checkAccounts(accounts)
  const workspaces = new Map<string, Workspace>()
  const reset = (): void => {
    for (const account of accounts) workspaces.set(account.apiKey, createWorkspace(account, keepEvents))
  }
  reset()
  const [first] = workspaces.keys()
  const findWorkspace = ({ account }: RoutedRequest): Workspace => {
    const workspace = workspaces.get(account ?? '')
    if (workspace === undefined) throw new Error('The sandbox has no such account.')
    return workspace
  }
  return {
    routes: [
      trackRoute(findWorkspace),
      ...aliasRoutes(findWorkspace),
      identifyRoute(findWorkspace),
      mergeRoute(findWorkspace),
      deleteRoute(findWorkspace),
      ...externalIdRoutes(findWorkspace),
      exportRoute(findWorkspace)
    ],
    authenticate: (credentials) => authenticate(accounts, credentials, unknownKeyStatus),
    secretMembers: bodyKeys,
    refuse: wordRefusal,
    wordRate,
    state: (account = first ?? '') => {
      const workspace = workspaces.get(account)
      return workspace === undefined ? undefined : describeWorkspace(workspace)
    },
    reset
  }
}

/** https://www.braze.com/docs/api/errors */
function authenticate(
  accounts: readonly BrazeAccount[],
  { headers, body }: Credentials,
  unknownKeyStatus: 401 | 404
): Authentication {
  const inHeader = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]
  const inBody = inHeader === undefined ? keysIn(body()) : []
  const account =
    accounts.find(({ apiKey }) => apiKey === inHeader) ??
    accounts.find(({ apiKey, keyLocation }) => keyLocation === 'header-or-body' && inBody.includes(apiKey))
  if (account?.active === false) return { kind: 'forbidden', message: 'Account is inactive' }
  if (account !== undefined) return { kind: 'known', account: account.apiKey }
  const kind = inHeader !== undefined && unknownKeyStatus === 404 ? 'unknown-key' : 'unauthorized'
  return { kind, message: 'Invalid API Key' }
}

function keysIn(body: ReturnType<Credentials['body']>): unknown[] {
  return isRecord(body) ? bodyKeys.map((key) => member(body, key)) : []
}

function wordRefusal({ status, message }: Refusal): object {
  return { message: status === 202 ? 'queued' : message }
}

/** https://www.braze.com/docs/api/api_limits */
function wordRate({ limit, remaining, resetsAt }: Standing): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(Math.ceil(resetsAt / 1000))
  }
}
