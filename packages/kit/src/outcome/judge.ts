import type { AnyEndpoint, ItemError } from '../definition'
import type { Exchange, HttpResponse } from '../http'
import { isJsonObject } from '../json'
import { classifyStatus } from './classify-status'
import type { Outcome, Verdict } from './outcome'

/** The one thing about an item that attribution needs: which list of the request it stood in. */
export interface SentItem {
  readonly slot: string | undefined
}

// A vendor that could not read a body says so of all of it; other refusals (401, 403, 404) are about the caller.
const ABOUT_THE_BODY: ReadonlySet<number> = new Set([400, 413, 422])

// Without its body, nothing tells the items that were refused from the others.
const MULTI_STATUS = 207

/** Says what an exchange means for each item it carried. */
export function judge(endpoint: AnyEndpoint, exchange: Exchange, items: readonly SentItem[]): Verdict {
  if (exchange.kind === 'failure') {
    return everyItem(items, { kind: 'retry', reason: exchange.message })
  }
  const { response } = exchange
  const { status } = response
  const kind = classifyStatus(status)
  if (kind === 'retry') return everyItem(items, { kind, status, reason: vendorReason(endpoint, response) })
  const errors = readItemErrors(endpoint, response)
  if (kind === 'delivered') {
    if (status === MULTI_STATUS && !isJsonObject(response.body)) {
      return everyItem(items, { kind: 'retry', status, reason: 'The answer for each item cannot be read.' })
    }
    // Sent again, the items would arrive twice and the answer be misread again: a person has to look.
    if ('fault' in errors) return everyItem(items, { kind: 'rejected', status, reason: errors.fault })
    const named = nameItems(items.length === 1 ? errors.map(aboutTheOnlyOne) : errors, items)
    return each(items, (index) => named.get(index) ?? { kind: 'delivered' }, status)
  }
  const named = nameItems('fault' in errors ? [] : errors, items)
  // Refused for the items it names: nothing was done with the others, so they may travel again without them.
  if (named.size > 0) {
    const retry = { kind: 'retry', reason: 'travelled with an item the vendor refused' } as const
    return each(items, (index) => named.get(index) ?? retry, status)
  }
  const reason = vendorReason(endpoint, response)
  if (items.length > 1 && ABOUT_THE_BODY.has(status)) return { kind: 'refused-whole', status, reason }
  return everyItem(items, { kind: 'rejected', status, reason })
}

/** The items an answer names; an answer that the definition stumbles over, which may quote events, is told by the error's name. */
function readItemErrors(
  endpoint: AnyEndpoint,
  response: HttpResponse
): readonly ItemError[] | { readonly fault: string } {
  try {
    return endpoint.itemErrors?.(response) ?? []
  } catch (error) {
    const name = error instanceof Error ? error.name : 'error'
    return { fault: `The vendor's answer was misread (${name}): a fault of the definition, please report it.` }
  }
}

type Partial = { readonly kind: 'delivered' } | { readonly kind: 'rejected' | 'retry'; readonly reason: string }

const each = (items: readonly SentItem[], outcomeOf: (index: number) => Partial, status: number): Verdict => ({
  kind: 'each',
  outcomes: items.map((_, index) => ({ ...outcomeOf(index), status }))
})

const everyItem = (items: readonly SentItem[], outcome: Outcome): Verdict => ({
  kind: 'each',
  outcomes: items.map(() => outcome)
})

/** An error that names no item, in the answer to a request of one: it can be about nothing else. */
const aboutTheOnlyOne = (error: ItemError): ItemError =>
  error.index === undefined && error.slot === undefined ? { ...error, index: 0 } : error

/** The vendor counts inside a slot, we count in the request: finds each named item, ignoring indexes out of range. */
function nameItems(errors: readonly ItemError[], items: readonly SentItem[]): ReadonlyMap<number, Partial> {
  const named = new Map<number, Partial>()
  for (const { slot, index, reason, mayHeal } of errors) {
    if (index === undefined) continue
    const positions = items.flatMap((item, position) => (slot === undefined || item.slot === slot ? [position] : []))
    const position = positions[index]
    if (position !== undefined && !named.has(position))
      named.set(position, { kind: mayHeal === true ? 'retry' : 'rejected', reason: shorten(reason) })
  }
  return named
}

/** Far more than is shown, so that what is cut off here is nothing that was to be seen. */
const MAXIMUM_REASON = 4000

/** The vendor's own words, which may repeat a secret; the status when there are none. */
export function vendorReason(endpoint: Pick<AnyEndpoint, 'reason'>, response: HttpResponse): string {
  const said = (readReason(endpoint, response) ?? commonReason(response.body))?.trim()
  return said ? `${response.status}: ${shorten(said)}` : `The vendor answered ${response.status}.`
}

function readReason(endpoint: Pick<AnyEndpoint, 'reason'>, response: HttpResponse): string | undefined {
  try {
    return endpoint.reason?.(response)
  } catch {
    return undefined
  }
}

/** Cut between words: half of a secret would not be known as one. */
function shorten(words: string): string {
  if (words.length <= MAXIMUM_REASON) return words
  const end = Math.max(0, words.lastIndexOf(' ', MAXIMUM_REASON))
  return words.slice(0, end).trimEnd() || 'The vendor said more than can be shown.'
}

function commonReason(body: unknown): string | undefined {
  if (!isJsonObject(body)) return undefined
  for (const key of ['message', 'error', 'reason']) {
    const words = body[key]
    if (typeof words === 'string') return words
  }
  return undefined
}
