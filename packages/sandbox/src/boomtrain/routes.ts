import { jsonAnswer, type Answer } from '../http/answer'
import type { Route, RoutedRequest } from '../http/vendor'
import { changeAttributes, findOrCreatePerson, identifyPerson, trackEvent } from './persons'
import { readEvent, readIdentify, readPersonUpdate, type ReadRequest } from './read-request'
import type { Person, Workspace } from './workspace'

/** Finds the workspace a request is for. */
export type FindWorkspace = (request: RoutedRequest) => Workspace

/** The endpoints of both hosts: people.api.boomtrain.com and events.api.boomtrain.com. */
export function routes(findWorkspace: FindWorkspace): Route[] {
  return [
    // The documents give paths without a prefix, known clients of the first one use /v1.
    ...['', '/v1'].flatMap((prefix) => [
      route(findWorkspace, {
        method: 'PUT',
        path: `${prefix}/person/{site_id}/{id_type}/{id}`,
        answer: answerPerson
      }),
      route(findWorkspace, { method: 'POST', path: `${prefix}/identify/{site_id}`, answer: answerIdentify })
    ]),
    // Before the route with a parameter, since a site cannot be called like this.
    route(findWorkspace, { method: 'POST', path: '/event/track', answer: answerTrack }),
    route(findWorkspace, { method: 'POST', path: '/event/{site_id}', answer: answerEvent })
  ]
}

interface BoomtrainRoute extends Pick<Route, 'method' | 'path'> {
  readonly answer: (workspace: Workspace, request: RoutedRequest) => Answer
}

function route(findWorkspace: FindWorkspace, { method, path, answer }: BoomtrainRoute): Route {
  return {
    method,
    path,
    access: 'authenticated',
    body: 'json',
    answer: (request) => {
      const workspace = findWorkspace(request)
      const siteId = request.parameters.get('site_id') ?? workspace.siteId
      return siteId === workspace.siteId ? answer(workspace, request) : wrongSite
    }
  }
}

const wrongSite = jsonAnswer(403, { type: 'forbidden', message: 'the token is not for this site' })

function answerPerson(workspace: Workspace, { body, parameters }: RoutedRequest): Answer {
  const request = readPersonUpdate(body, {
    idType: parameters.get('id_type') ?? '',
    id: parameters.get('id') ?? ''
  })
  if (request.kind === 'invalid') return invalidAnswer(request)
  const person = findOrCreatePerson(workspace, request.content.identifiers)
  changeAttributes(person, request.content.attributes)
  const attributes = [...person.attributes].map(([name, value]) => ({ name, value }))
  return jsonAnswer(200, { data: { attributes, ...describeIdentifiers(workspace, person) } })
}

function answerIdentify(workspace: Workspace, { body }: RoutedRequest): Answer {
  const request = readIdentify(body)
  if (request.kind === 'invalid') return invalidAnswer(request)
  const { bsin } = request.content
  const person = identifyPerson(workspace, request.content)
  // A browser of which nothing else is known has an identifier and no record.
  const data = person ?? { userId: '', email: '', bsin: bsin === '' ? workspace.ids.derive('anonymous') : bsin }
  return jsonAnswer(200, { data: describeIdentifiers(workspace, data) })
}

function answerEvent(workspace: Workspace, { body }: RoutedRequest): Answer {
  const request = readEvent(body, 'event_type')
  if (request.kind === 'invalid') return invalidAnswer(request)
  const { siteId } = request.content
  if (siteId !== null && siteId !== workspace.siteId) return wrongSite
  trackEvent(workspace, request.content)
  return jsonAnswer(200, {})
}

function answerTrack(workspace: Workspace, { body }: RoutedRequest): Answer {
  const request = readEvent(body, 'type')
  if (request.kind === 'invalid') return invalidAnswer(request)
  if (request.content.siteId === null) return jsonAnswer(400, { type: 'invalid', message: 'site_id is required' })
  if (request.content.siteId !== workspace.siteId) return wrongSite
  trackEvent(workspace, request.content)
  return jsonAnswer(200, {})
}

function invalidAnswer({ issues }: Extract<ReadRequest<never>, { kind: 'invalid' }>): Answer {
  return jsonAnswer(400, { type: 'invalid', message: issues.map(({ message }) => message).join('; ') })
}

function describeIdentifiers(
  { siteId }: Workspace,
  { bsin, userId, email }: Pick<Person, 'bsin' | 'userId' | 'email'>
): object {
  return { bsin, email, user_id: userId, site_id: siteId }
}
