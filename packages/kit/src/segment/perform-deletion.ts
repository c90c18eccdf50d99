import type { RequestClient } from '@segment/actions-core'
import { PayloadValidationError } from '@segment/actions-core'
import type { Destination } from '../definition'
import type { SegmentEvent } from '../event'
import { compileMapping } from '../mapping'
import { defaultMapping } from '../plan'
import { createRedactor } from '../redact'
import { compileSchema } from '../schema'
import { performAction } from './perform'

interface DeletionCall {
  readonly request: RequestClient
  readonly settings: Readonly<Record<string, unknown>>
  /** What Segment passes of the deletion request. */
  readonly payload: { readonly userId?: unknown; readonly anonymousId?: unknown }
}

/** Carries out a deletion request with the destination's deletion action and its default mapping. */
export async function performDeletion(destination: Destination, call: DeletionCall): Promise<object> {
  const action = destination.actions[destination.deletion ?? '']
  if (action === undefined) throw new PayloadValidationError(`${destination.name} cannot delete people.`)
  const event = { type: 'delete', ...call.payload } as SegmentEvent
  const checked = compileSchema(action.fields)(compileMapping(defaultMapping(action.fields)).resolve(event))
  if (!checked.ok) throw new PayloadValidationError(checked.problems.map(({ message }) => message).join(' '))
  const redact = createRedactor(destination.settings, call.settings).text
  return performAction(action, { ...call, redact, payload: checked.payload })
}
