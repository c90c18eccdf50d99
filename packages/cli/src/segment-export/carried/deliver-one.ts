import type { RequestClient } from '@segment/actions-core'
import { exchange, isSuccess, isUnreadable, mayHeal, reasonOf, rejected, retry, UNREADABLE } from './exchange'
import type { Outcome } from './exchange'
import { place, requestFor } from './place'
import type { Endpoint, HttpResponse } from './types'

/** Sends items in their order, each in a request of its own; one outcome for each. */
export async function deliver<Settings>(
  request: RequestClient,
  endpoint: Endpoint<Settings>,
  { settings, items }: { readonly settings: Settings; readonly items: readonly object[] }
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const item of items) {
    const asked = requestFor(endpoint, settings, [place(endpoint, item)])
    const answer = await exchange(request, asked, endpoint.timeoutSeconds)
    outcomes.push('failure' in answer ? retry(500, answer.failure) : judge(endpoint, answer))
  }
  return outcomes
}

/** What an answer means for the item it is about. */
function judge<Settings>(endpoint: Endpoint<Settings>, response: HttpResponse): Outcome {
  const { status } = response
  if (mayHeal(status)) return retry(status, reasonOf(endpoint, response))
  if (isUnreadable(response)) return retry(status, UNREADABLE)
  //#region itemErrors
  const [error] = endpoint.itemErrors?.(response) ?? []
  if (error) return error.mayHeal ? retry(status, error.reason) : rejected(status, error.reason)
  //#endregion
  return isSuccess(status) ? { kind: 'delivered', status } : rejected(status, reasonOf(endpoint, response))
}
