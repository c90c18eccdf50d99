import { jsonAnswer, type Answer } from '../../http/answer'
import type { RoutedRequest, Route } from '../../http/vendor'
import type { JsonValue } from '../../json/json'
import type { Checked } from '../checks/check-entity'
import {
  checkAddDevice,
  checkDeleteDevice,
  checkIdentify,
  checkMerge,
  checkMetrics,
  checkPathOnly,
  checkTrack,
  checkTrackAnonymous
} from '../checks/check-v1'
import type { Issue } from '../../checks/place'
import { applyOperation } from '../workspace/apply-operation'
import type { Workspace } from '../workspace/workspace'
import type { FindWorkspace } from './entity-routes'

interface V1Route extends Omit<Route, 'answer'> {
  readonly check: (request: RoutedRequest) => Checked
  readonly wordErrors?: (issues: readonly Issue[]) => object
}

const customer = '/api/v1/customers/{identifier}'
const withBody = { access: 'authenticated', body: 'json' } as const
const withoutBody = { access: 'authenticated', body: 'none' } as const

/** https://docs.customer.io/integrations/api/track/ */
const routes: readonly V1Route[] = [
  { method: 'PUT', path: customer, ...withBody, check: (request) => checkIdentify(v1(request)) },
  { method: 'DELETE', path: customer, ...withoutBody, check: pathOnly('delete-person') },
  { method: 'POST', path: `${customer}/suppress`, ...withoutBody, check: pathOnly('suppress') },
  { method: 'POST', path: `${customer}/unsuppress`, ...withoutBody, check: pathOnly('unsuppress') },
  { method: 'PUT', path: `${customer}/devices`, ...withBody, check: (request) => checkAddDevice(v1(request)) },
  {
    method: 'DELETE',
    path: `${customer}/devices/{device_id}`,
    ...withoutBody,
    check: ({ parameters }) => checkDeleteDevice(parameters.get('identifier') ?? '', parameters.get('device_id') ?? '')
  },
  { method: 'POST', path: `${customer}/events`, ...withBody, check: (request) => checkTrack(v1(request)) },
  { method: 'POST', path: '/api/v1/events', ...withBody, check: ({ body }) => checkTrackAnonymous(body) },
  {
    method: 'POST',
    path: '/api/v1/merge_customers',
    ...withBody,
    check: ({ body }) => checkMerge(body),
    // The one v1 endpoint documented to word its errors in the singular.
    wordErrors: (issues) => ({ meta: { error: issues.map(({ message }) => message).join('; ') } })
  },
  {
    method: 'POST',
    path: '/api/v1/metrics',
    access: 'public',
    body: 'json',
    check: ({ body }) => checkMetrics(body)
  }
]

/** The endpoints of the v1 API that act on a workspace. */
export function v1Routes(findWorkspace: FindWorkspace): Route[] {
  return routes.map(({ method, path, access, body, check, wordErrors = wordV1Errors }) => ({
    method,
    path,
    access,
    body,
    answer: (request) => answer(findWorkspace(request), check(request), wordErrors)
  }))
}

function answer(workspace: Workspace, checked: Checked, wordErrors: (issues: readonly Issue[]) => object): Answer {
  if (checked.kind === 'invalid') return jsonAnswer(400, wordErrors(checked.issues))
  applyOperation(workspace, checked.operation)
  return jsonAnswer(200, {})
}

function wordV1Errors(issues: readonly Issue[]): object {
  return { meta: { errors: issues.map(({ message }) => message) } }
}

function v1({ parameters, body }: RoutedRequest): { identifier: string; body: JsonValue } {
  return { identifier: parameters.get('identifier') ?? '', body }
}

function pathOnly(kind: 'delete-person' | 'suppress' | 'unsuppress'): V1Route['check'] {
  return ({ parameters }) => checkPathOnly(parameters.get('identifier') ?? '', kind)
}
