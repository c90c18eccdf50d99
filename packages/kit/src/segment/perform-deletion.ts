import { PayloadValidationError } from '@segment/actions-core'
import type { Destination } from '../definition'
import { compileMapping } from '../mapping'
import { defaultMapping } from '../plan'
import { compileSchema } from '../schema'
import { performAction } from './perform'
import type { Call } from './perform'

/** What Segment passes on of a deletion request. */
interface DeletionRequest {
  readonly userId?: unknown
  readonly anonymousId?: unknown
}

/** Carries out a deletion request with the destination's deletion action and its default mapping. */
export async function performDeletion(
  destination: Destination,
  call: Call,
  { userId, anonymousId }: DeletionRequest
): Promise<object> {
  const action = destination.actions[destination.deletion ?? '']
  if (action === undefined) throw new PayloadValidationError(`${destination.name} cannot delete people.`)
  const mapping = compileMapping(defaultMapping(action.fields))
  const checked = compileSchema(action.fields)(mapping.resolve({ type: 'delete', userId, anonymousId }))
  if (!checked.ok) throw new PayloadValidationError(checked.problems.map(({ message }) => message).join(' '))
  return performAction(action, call, checked.payload)
}
