import { buildRequest, encodeRequest } from '@waybill/kit'
import type { AnyEndpoint, DestinationPlan, EncodedRequest, PlannedItem } from '@waybill/kit'

export type BuiltRequest =
  | { readonly ok: true; readonly request: EncodedRequest }
  /** A mistake in the definition, told without what it was made on. */
  | { readonly ok: false; readonly reason: string }

/** The request that an endpoint makes of items. */
export function buildPart(plan: DestinationPlan, endpoint: AnyEndpoint, items: readonly PlannedItem[]): BuiltRequest {
  try {
    const built = buildRequest(endpoint, plan.settings, items)
    return { ok: true, request: encodeRequest(plan.destination, plan.settings, built) }
  } catch (error) {
    // The error may quote the item: only its name is told.
    const name = error instanceof Error ? error.name : 'error'
    return {
      ok: false,
      reason: `No request can be made of this item (${name}): a fault of the definition, please report it.`
    }
  }
}
