import { at, itemsOf, type Place } from '../../checks/place'
import { requireText } from '../../checks/scalars'
import { jsonAnswer, type Answer } from '../../http/answer'
import type { Route } from '../../http/vendor'
import { isList, isRecord, member, type JsonRecord, type JsonValue } from '../../json/json'
import { readSelection } from '../checks/selection'
import { limits } from '../limits'
import { identifyUser, type Identification } from '../workspace/identify'
import type { Workspace } from '../workspace/workspace'
import { fatal, post, type FindWorkspace } from './list-request'

const lists = {
  aliases_to_identify: 'user_alias',
  emails_to_identify: 'email',
  phone_numbers_to_identify: 'phone'
} as const

/** https://www.braze.com/docs/api/endpoints/user_data/post_user_identify */
export function identifyRoute(findWorkspace: FindWorkspace): Route {
  return post('/users/identify', (request) => answerIdentify(findWorkspace(request), request.body))
}

function answerIdentify(workspace: Workspace, body: JsonValue): Answer {
  const place: Place = { value: body, field: '', issues: [] }
  const identifications = isRecord(body) ? readLists(place, body) : []
  const behavior = isRecord(body) ? (member(body, 'merge_behavior') ?? 'merge') : 'merge'
  const [first] = place.issues
  if (first !== undefined) return fatal(first.message, place.issues)
  if (identifications.length === 0) return fatal(`one of ${Object.keys(lists).join(', ')} is required`)
  if (identifications.length > limits.objects) {
    return fatal('The max number of external_ids and aliases per request was exceeded')
  }
  if (behavior !== 'merge' && behavior !== 'none') return fatal("'merge_behavior' must be 'merge' or 'none'")
  for (const identification of identifications) identifyUser(workspace, identification, behavior === 'merge')
  return jsonAnswer(201, { message: 'success', aliases_processed: identifications.length })
}

function readLists(place: Place, body: JsonRecord): Identification[] {
  return Object.entries(lists).flatMap(([key, kind]) => {
    const list = at(place, key)
    if (member(body, key) !== undefined && !isList(list.value)) {
      place.issues.push({ reason: 'invalid', field: key, message: `'${key}' must be an array of objects` })
    }
    return itemsOf(list).map((item) => ({
      externalId: requireText(at(item, 'external_id')),
      selection: readSelection(item, kind)
    }))
  })
}
