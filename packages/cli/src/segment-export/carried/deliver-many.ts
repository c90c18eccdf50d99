import type { RequestClient } from '@segment/actions-core'
import { exchange, isSuccess, isUnreadable, mayHeal, reasonOf, rejected, retry, UNREADABLE } from './exchange'
import type { Outcome } from './exchange'
import { place, requestFor } from './place'
import type { Placed } from './place'
//#region itemErrors
import type { ItemError } from './types'
//#endregion
import type { Endpoint, EndpointLimits, HttpResponse } from './types'

/** Sends items in their order, as many together as the endpoint takes; one outcome for each. */
export async function deliver<Settings>(
  request: RequestClient,
  endpoint: Endpoint<Settings>,
  { settings, items }: { readonly settings: Settings; readonly items: readonly object[] }
): Promise<readonly Outcome[]> {
  const placed = items.map((item) => place(endpoint, item))
  const outcomes: Outcome[] = []
  for (const part of split(placed, endpoint.limits)) outcomes.push(...(await send(part)))
  return outcomes

  async function send(part: readonly Placed[]): Promise<readonly Outcome[]> {
    const answer = await exchange(request, requestFor(endpoint, settings, part), endpoint.timeoutSeconds)
    if ('failure' in answer) return part.map(() => retry(500, answer.failure))
    const outcomesOfPart = judge(endpoint, answer, part)
    if (outcomesOfPart !== REFUSED_WHOLE) return outcomesOfPart
    // Halves, until the culprit stands alone and the others are delivered.
    const middle = Math.ceil(part.length / 2)
    return [...(await send(part.slice(0, middle))), ...(await send(part.slice(middle)))]
  }
}

// What surrounds the items in a body: brackets, names of lists, keys beside them.
const ENVELOPE_BYTES = 1024

/**
 * Items in parts that each fit into one request. Segment batches payloads; the API counts items, and one payload may
 * become several.
 */
function split(items: readonly Placed[], limits: EndpointLimits): readonly (readonly Placed[])[] {
  const parts: Placed[][] = []
  let bytes = 0
  for (const item of items) {
    const part = parts[parts.length - 1]
    if (part !== undefined && fits(item, { part, bytes }, limits)) {
      part.push(item)
      bytes += item.bytes
    } else {
      parts.push([item])
      bytes = item.bytes
    }
  }
  return parts
}

function fits(
  item: Placed,
  { part, bytes }: { readonly part: readonly Placed[]; readonly bytes: number },
  limits: EndpointLimits
): boolean {
  //#region route
  if (JSON.stringify(part[0]?.route) !== JSON.stringify(item.route)) return false
  //#endregion
  if (limits.items !== undefined && part.length >= limits.items) return false
  return limits.bytes === undefined || bytes + part.length + item.bytes + ENVELOPE_BYTES <= limits.bytes
}

const REFUSED_WHOLE = 'refused whole'

// An API that could not read a body says so of all of it; other refusals (401, 403, 404) are about the caller.
const isAboutTheBody = (status: number): boolean => status === 400 || status === 413 || status === 422

/** What an answer means for each item of a request; or that all were refused together without naming one. */
function judge<Settings>(
  endpoint: Endpoint<Settings>,
  response: HttpResponse,
  part: readonly Placed[]
): readonly Outcome[] | typeof REFUSED_WHOLE {
  const { status } = response
  const each = (outcome: Outcome) => part.map(() => outcome)
  if (mayHeal(status)) return each(retry(status, reasonOf(endpoint, response)))
  if (isUnreadable(response)) return each(retry(status, UNREADABLE))
  //#region itemErrors
  const refused = refusedItems(endpoint.itemErrors?.(response) ?? [], part, status)
  if (isSuccess(status)) return part.map((_, index) => refused.get(index) ?? { kind: 'delivered', status })
  // Refused for the items it names: nothing was done with the others, so they may be sent again without these.
  const again = retry(status, 'travelled with an item the vendor refused')
  if (refused.size > 0) return part.map((_, index) => refused.get(index) ?? again)
  //#else
  // if (isSuccess(status)) return each({ kind: 'delivered', status })
  //#endregion
  if (part.length > 1 && isAboutTheBody(status)) return REFUSED_WHOLE
  return each(rejected(status, reasonOf(endpoint, response)))
}
//#region itemErrors

/** The items that an answer names, by their position in the request. */
function refusedItems(
  errors: readonly ItemError[],
  part: readonly Placed[],
  status: number
): ReadonlyMap<number, Outcome> {
  const refused = new Map<number, Outcome>()
  for (const error of errors) {
    const position = positionOf(error, part)
    if (position === undefined || refused.has(position)) continue
    refused.set(position, error.mayHeal ? retry(status, error.reason) : rejected(status, error.reason))
  }
  return refused
}

/** The API may count in one list of the request, or name no item where there is only one. */
function positionOf({ slot, index }: ItemError, part: readonly Placed[]): number | undefined {
  if (index === undefined) return part.length === 1 && slot === undefined ? 0 : undefined
  const positions = part.map((_, position) => position)
  //#region slots
  if (slot !== undefined) return positions.filter((position) => part[position]?.slot === slot)[index]
  //#endregion
  return positions[index]
}
//#endregion
