import { jsonAnswer, type Answer } from '../../http/answer'
import type { Route, RoutedRequest } from '../../http/vendor'
import { isList, isRecord, member, type JsonValue } from '../../json/json'
import type { BrazeAccount } from '../account'
import { checkItem, externalIdOf, inputArrays, type InputArray } from '../checks/check-item'
import type { TrackItem } from '../item'
import { applyItem } from '../workspace/apply-item'
import type { Workspace } from '../workspace/workspace'
import { fatal, post, wordIssue, type FindWorkspace } from './list-request'

/** https://www.braze.com/docs/api/endpoints/user_data/post_user_track */
export function trackRoute(findWorkspace: FindWorkspace): Route {
  return post('/users/track', (request) => answerTrack(findWorkspace(request), request))
}

interface Entry {
  readonly array: InputArray
  /** Within its array. */
  readonly index: number
  readonly value: JsonValue
}

interface MinorError {
  readonly type: string
  readonly input_array: InputArray
  readonly index: number
}

const nothingValid = "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields."

function answerTrack(workspace: Workspace, { body, failing }: RoutedRequest): Answer {
  const arrays = readArrays(body)
  if (arrays === undefined) return fatal(nothingValid)
  if (exceeds(workspace.account, arrays)) return fatal('Max Input Length Exceeded')
  const valid: { readonly array: InputArray; readonly item: TrackItem }[] = []
  const errors: MinorError[] = []
  for (const [position, entry] of entriesOf(arrays).entries()) {
    const checked = failing.has(position) ? simulatedFailure : checkEntry(workspace.account, entry)
    if ('item' in checked) valid.push({ array: entry.array, item: checked.item })
    else errors.push(...checked.types.map((type) => ({ type, input_array: entry.array, index: entry.index })))
  }
  if (valid.length === 0) return jsonAnswer(400, { message: nothingValid, errors })
  for (const { item } of valid) applyItem(workspace, item)
  return jsonAnswer(201, {
    message: 'success',
    ...processed(arrays, valid),
    ...(errors.length === 0 ? {} : { errors })
  })
}

type Arrays = ReadonlyMap<InputArray, readonly JsonValue[]>

/** The arrays of a request; undefined when it is none or something else stands in the place of one. */
function readArrays(body: JsonValue): Arrays | undefined {
  if (!isRecord(body)) return undefined
  const arrays = new Map<InputArray, readonly JsonValue[]>()
  for (const array of inputArrays) {
    const value = member(body, array)
    if (value === undefined) continue
    if (!isList(value)) return undefined
    arrays.set(array, value)
  }
  return arrays
}

function exceeds({ trackLimit = { per: 'request', objects: 75 } }: BrazeAccount, arrays: Arrays): boolean {
  const lengths = [...arrays.values()].map((values) => values.length)
  const total = lengths.reduce((sum, length) => sum + length, 0)
  return Math.max(0, ...(trackLimit.per === 'request' ? [total] : lengths)) > trackLimit.objects
}

function entriesOf(arrays: Arrays): Entry[] {
  return [...arrays].flatMap(([array, values]) => values.map((value, index) => ({ array, index, value })))
}

type CheckedEntry = { readonly item: TrackItem } | { readonly types: readonly string[] }

const simulatedFailure: CheckedEntry = { types: ['the sandbox was asked to refuse this object'] }

function checkEntry({ blockedExternalIds = [] }: BrazeAccount, { value, array }: Entry): CheckedEntry {
  if (blockedExternalIds.includes(externalIdOf(value) ?? '')) {
    return { types: ['provided external_id is blacklisted and disallowed'] }
  }
  const checked = checkItem(value, array)
  return checked.kind === 'valid' ? checked : { types: checked.issues.map((issue) => wordIssue(issue).type) }
}

function processed(arrays: Arrays, valid: readonly { readonly array: InputArray }[]): Record<string, number> {
  return Object.fromEntries(
    [...arrays.keys()].map((name) => [`${name}_processed`, valid.filter(({ array }) => array === name).length])
  )
}
