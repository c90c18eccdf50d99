import { at, invalid, itemsOf, type Place } from '../../checks/place'
import { requireText } from '../../checks/scalars'
import { jsonAnswer, type Answer } from '../../http/answer'
import type { Route } from '../../http/vendor'
import { isList, isRecord, type JsonValue } from '../../json/json'
import { requireAlias } from '../checks/identifiers'
import type { UserIdentifier } from '../item'
import { limits } from '../limits'
import { describeUser } from '../workspace/describe-workspace'
import { findUser, usersByContact } from '../workspace/users'
import type { User, Workspace } from '../workspace/workspace'
import { fatal, post, type FindWorkspace } from './list-request'

/** https://www.braze.com/docs/api/endpoints/export/user_data/post_users_identifier */
export function exportRoute(findWorkspace: FindWorkspace): Route {
  return post('/users/export/ids', (request) => answerExport(findWorkspace(request), request.body))
}

function answerExport(workspace: Workspace, body: JsonValue): Answer {
  const place: Place = { value: isRecord(body) ? body : {}, field: '', issues: [] }
  const identifiers = readIdentifiers(place)
  const fields = texts(at(place, 'fields_to_export'))
  const [first] = place.issues
  if (first !== undefined) return fatal(first.message, place.issues)
  if (identifiers.length === 0) return fatal('one identifier is required')
  if (identifiers.length > limits.objects) return fatal('The max number of ids per request was exceeded')
  const found = identifiers.map((identifier) => ({ identifier, users: usersBy(workspace, identifier) }))
  const invalid_user_ids = found.flatMap(({ identifier, users }) =>
    users.length === 0 && identifier.kind === 'external_id' ? [identifier.value] : []
  )
  return jsonAnswer(201, {
    message: 'success',
    users: [...new Set(found.flatMap(({ users }) => users))].map((user) => exportUser(user, fields)),
    ...(invalid_user_ids.length === 0 ? {} : { invalid_user_ids })
  })
}

function readIdentifiers(place: Place): UserIdentifier[] {
  const contacts = ['device_id', 'email_address', 'phone'].filter((key) => at(place, key).value !== undefined)
  if (contacts.length > 1) invalid(place, `must hold only one of ${contacts.join(', ')}`)
  // No device is ever known here: devices come through Braze's own SDKs.
  return [
    ...texts(at(place, 'external_ids')).map((value) => ({ kind: 'external_id', value }) as const),
    ...listAt(at(place, 'user_aliases')).map((item) => ({ kind: 'user_alias', alias: requireAlias(item) }) as const),
    ...single(at(place, 'device_id'), 'braze_id'),
    ...single(at(place, 'braze_id'), 'braze_id'),
    ...single(at(place, 'email_address'), 'email'),
    ...single(at(place, 'phone'), 'phone')
  ]
}

function single(place: Place, kind: 'braze_id' | 'email' | 'phone'): UserIdentifier[] {
  return place.value === undefined ? [] : [{ kind, value: requireText(place) }]
}

function texts(place: Place): string[] {
  return listAt(place).map(requireText)
}

function listAt(place: Place): readonly Place[] {
  if (place.value !== undefined && !isList(place.value)) invalid(place, 'must be an array')
  return itemsOf(place)
}

function usersBy(workspace: Workspace, identifier: UserIdentifier): readonly User[] {
  if (identifier.kind === 'email' || identifier.kind === 'phone') {
    return usersByContact(workspace, identifier.kind, identifier.value)
  }
  const user = findUser(workspace, identifier)
  return user === undefined ? [] : [user]
}

function exportUser(user: User, fields: readonly string[]): object {
  const { attributes, purchased_products, external_id, ...described } = describeUser(user)
  const exported = {
    ...attributes,
    ...(external_id === null ? {} : { external_id }),
    braze_id: described.braze_id,
    user_aliases: described.user_aliases,
    custom_attributes: described.custom_attributes,
    custom_events: described.custom_events,
    purchases: purchased_products,
    push_tokens: described.push_tokens.map(({ app_id, token }) => ({ app: app_id, token }))
  }
  if (fields.length === 0) return exported
  return Object.fromEntries(Object.entries(exported).filter(([name]) => fields.includes(name)))
}
