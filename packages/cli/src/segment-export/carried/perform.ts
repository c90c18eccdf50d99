//#region many
import { MultiStatusResponse } from '@segment/actions-core'
import type { JSONLikeObject } from '@segment/actions-core'
//#endregion
import { APIError, PayloadValidationError } from '@segment/actions-core'
import type { ExecuteInput, RequestClient } from '@segment/actions-core'
import { deliver } from './deliver-many'
import type { Outcome } from './exchange'
import { itemProblem } from './place'
import { reject } from './types'
import type { Endpoint, ItemsInput, Made } from './types'

/** What an action makes of a payload, and where it goes. */
export interface Delivery<Settings, Payload> {
  readonly endpoint: Endpoint<Settings>
  /** Pure: no I/O, no clock. */
  readonly items: (input: ItemsInput<Settings, Payload>) => Made
}

/** Delivers one payload; throws when it could not be delivered. */
export async function deliverPayload<Settings, Payload>(
  request: RequestClient,
  data: ExecuteInput<Settings, Payload>,
  delivery: Delivery<Settings, Payload>
): Promise<object> {
  const made = make(delivery, data, data.payload)
  if (!isItems(made)) {
    if (made.kind === 'rejected') throw new PayloadValidationError(made.reason)
    return { skipped: made.reason }
  }
  const outcome = worst(await deliver(request, delivery.endpoint, { settings: data.settings, items: made }))
  if (outcome?.kind === 'failed') throw new APIError(outcome.reason, outcome.status)
  return { delivered: true }
}
//#region many

/** Delivers payloads together; answers for each. */
export async function deliverBatch<Settings, Payload>(
  request: RequestClient,
  data: ExecuteInput<Settings, Payload[]>,
  delivery: Delivery<Settings, Payload>
): Promise<MultiStatusResponse> {
  const made = data.payload.map((payload) => make(delivery, data, payload))
  const items = made.flatMap((each) => (isItems(each) ? each : []))
  const outcomes = await deliver(request, delivery.endpoint, { settings: data.settings, items })
  const answer = new MultiStatusResponse()
  let answered = 0
  made.forEach((each, index) => {
    const sent = data.payload[index] as unknown as JSONLikeObject
    if (!isItems(each)) {
      if (each.kind === 'rejected') answer.pushErrorResponse({ status: 400, errormessage: each.reason })
      else answer.pushSuccessResponse({ status: 200, sent: {}, body: each.reason })
      return
    }
    const outcome = worst(outcomes.slice(answered, answered + each.length))
    answered += each.length
    if (outcome?.kind === 'failed') {
      answer.pushErrorResponse({ status: outcome.status, errormessage: outcome.reason, sent })
    } else answer.pushSuccessResponse({ status: outcome?.status ?? 200, sent, body: 'delivered' })
  })
  return answer
}
//#endregion

const isItems = (made: Made): made is readonly object[] => Array.isArray(made)

/** The items of one payload, if all of them can be sent. */
function make<Settings, Payload>(
  { endpoint, items }: Delivery<Settings, Payload>,
  { settings, logger }: Pick<ExecuteInput<Settings, unknown>, 'settings' | 'logger'>,
  payload: Payload
): Made {
  const note = (text: string) => logger?.debug?.(text)
  //#region many
  // Segment's own fields for batching are nothing the API is about.
  const mapped = { ...payload, enable_batching: undefined, batch_size: undefined, batch_bytes: undefined }
  const made = items({ payload: mapped, settings, note })
  //#else
  // const made = items({ payload, settings, note })
  //#endregion
  if (!isItems(made)) return made
  const problem = made.map((item) => itemProblem(endpoint, item)).find((each) => each !== undefined)
  return problem === undefined ? made : reject(problem)
}

/** A payload of several items ends as its worst item does: a failure that stays one is worse than one that may heal. */
function worst(outcomes: readonly Outcome[]): Outcome | undefined {
  const failures = outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome] : []))
  return failures.find(({ isFinal }) => isFinal) ?? failures[0] ?? outcomes[0]
}
