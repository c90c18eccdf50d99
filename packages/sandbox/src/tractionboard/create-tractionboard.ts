import type { IncomingHttpHeaders } from 'node:http'
import { jsonAnswer, type Answer } from '../http/answer'
import { parseBasicCredentials } from '../http/basic-credentials'
import type { Authentication, Route, RoutedRequest, Vendor } from '../http/vendor'
import type { JsonValue } from '../json/json'
import { checkAccounts, defaultTractionboardAccount, type TractionboardAccount } from './account'
import { applyMessage } from './apply-message'
import { readMessage } from './read-message'
import type { TractionboardState } from './state'
import { createWorkspace, describeWorkspace, type Workspace } from './workspace'

/** How the simulated Tractionboard is set up. */
export interface TractionboardOptions {
  /**
   * The accounts it knows.
   * @default [defaultTractionboardAccount]
   */
  readonly accounts?: readonly TractionboardAccount[]
  /**
   * Where it takes messages; no document names the path.
   * @default '*', any path
   */
  readonly path?: string
  /**
   * Whether visits and events are remembered one by one; without, only their numbers are and memory does not grow with them.
   * @default true
   */
  readonly keepEvents?: boolean
}

/**
 * Creates the simulated endpoint of Tractionboard, to which Segment delivers its calls one by one.
 * https://segment.com/docs/connections/destinations/catalog/tractionboard/
 */
export function createTractionboard({
  accounts = [defaultTractionboardAccount],
  path = '*',
  keepEvents = true
}: TractionboardOptions): Vendor<TractionboardState> {
  checkAccounts(accounts)
  const workspaces = new Map<string, Workspace>()
  const reset = (): void => {
    for (const { token } of accounts) workspaces.set(token, createWorkspace(keepEvents))
  }
  reset()
  const [first] = workspaces.keys()
  return {
    routes: [route(path, ({ account }) => workspaces.get(account ?? ''))],
    authenticate: ({ headers }) => authenticate(accounts, headers),
    refuse: ({ message }) => ({ message }),
    state: (account = first ?? '') => {
      const workspace = workspaces.get(account)
      return workspace === undefined ? undefined : describeWorkspace(workspace)
    },
    reset
  }
}

function route(path: string, find: (request: RoutedRequest) => Workspace | undefined): Route {
  return {
    method: 'POST',
    path,
    access: 'authenticated',
    body: 'json',
    answer: (request) => {
      const workspace = find(request)
      if (workspace === undefined) throw new Error('The sandbox has no such account.')
      return answer(workspace, request.body)
    }
  }
}

/** https://segment.com/docs/partners/subscriptions/build-webhook/#status-code */
function answer(workspace: Workspace, body: JsonValue): Answer {
  const read = readMessage(body)
  if (read.kind === 'unsupported') return jsonAnswer(501, { message: `${read.type} calls are not supported` })
  if (read.kind === 'invalid') {
    return jsonAnswer(400, { message: read.issues.map(({ message }) => message).join('; ') })
  }
  applyMessage(workspace, read.message)
  return { status: 200, headers: {}, body: '' }
}

function authenticate(accounts: readonly TractionboardAccount[], headers: IncomingHttpHeaders): Authentication {
  const given = parseBasicCredentials(headers.authorization)
  const account = given?.password === '' ? accounts.find(({ token }) => token === given.username) : undefined
  if (account === undefined) return { kind: 'unauthorized', message: 'Token ID is not valid' }
  if (account.active === false) return { kind: 'forbidden', message: 'Token ID has no permission' }
  return { kind: 'known', account: account.token }
}
