import { itemsOf, type Issue, type Place } from '../../checks/place'
import { jsonAnswer, type Answer } from '../../http/answer'
import type { Route, RoutedRequest } from '../../http/vendor'
import { isList, isRecord, member, type JsonValue } from '../../json/json'
import { limits } from '../limits'
import type { Workspace } from '../workspace/workspace'

/** Finds the workspace a request is for. */
export type FindWorkspace = (request: RoutedRequest) => Workspace

/** What reading a list of objects came to. */
export type ReadList<Item> =
  { readonly kind: 'read'; readonly items: readonly Item[] } | { readonly kind: 'refused'; readonly answer: Answer }

/** A list that stands under a key of a request, and how to read one of its items. */
export interface ListShape<Item> {
  readonly key: string
  readonly read: (place: Place) => Item
  /** @default the words of the documents for identifiers */
  readonly tooMany?: string
}

/** Reads the list under a key, which must have 1 to 50 valid items: these endpoints document no partial success. */
export function readList<Item>(body: JsonValue, { key, read, tooMany = tooManyIds }: ListShape<Item>): ReadList<Item> {
  const value = isRecord(body) ? member(body, key) : undefined
  if (!isList(value) || value.length === 0) return refused(`'${key}' must be an array of objects`)
  if (value.length > limits.objects) return refused(tooMany)
  const place: Place = { value, field: key, issues: [] }
  const items = itemsOf(place).map(read)
  const [first] = place.issues
  return first === undefined ? { kind: 'read', items } : refused(first.message, place.issues)
}

const tooManyIds = 'The max number of external_ids and aliases per request was exceeded'

function refused(message: string, issues: readonly Issue[] = []): ReadList<never> {
  return { kind: 'refused', answer: fatal(message, issues) }
}

/** The answer to a request of which nothing is done. */
export function fatal(message: string, issues: readonly Issue[] = []): Answer {
  return jsonAnswer(400, issues.length === 0 ? { message } : { message, errors: issues.map(wordIssue) })
}

/** The words of a minor error; the documents give an example of each beginning. */
export function wordIssue({ reason, field, message }: Issue): { readonly type: string } {
  if (field === '') return { type: message }
  return { type: reason === 'required' ? `'${field}' is required` : `'${field}' is not valid: ${message}` }
}

/** An endpoint that takes JSON and a key. */
export function post(path: string, answer: Route['answer']): Route {
  return { method: 'POST', path, access: 'authenticated', body: 'json', answer }
}
