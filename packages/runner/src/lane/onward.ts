import type { AnyEndpoint, Planned } from '@waybill/kit'
import type { Message } from '../queue/queue-store'
import type { Prepared, Work } from './entry'
import type { Lane } from './lane-contract'
import { endpointOf } from './prepare'

/** Where a deletion request goes on to, once the earlier events of its user have left a lane. */
export interface Onward {
  readonly lane: Lane
  /** Those of the lanes that are still before it. */
  readonly endpoints: ReadonlySet<AnyEndpoint | undefined>
}

/** Whether something of an event is to happen in a later lane. */
export const goesOn = ({ type, planned }: Prepared, onward: Onward | undefined): boolean =>
  onward !== undefined && type === 'delete' && planned.some((each) => isAhead(each, onward))

export const isAhead = (planned: Planned, { endpoints }: Onward): boolean => endpoints.has(endpointOf(planned))

/** The lanes of a route, each of which knows the next one. */
export function createRoute(
  route: readonly AnyEndpoint[],
  create: (endpoint: AnyEndpoint, onward: Onward | undefined) => Lane
): ReadonlyMap<AnyEndpoint, Lane> {
  const lanes = new Map<AnyEndpoint, Lane>()
  let next: Lane | undefined
  for (const endpoint of route.toReversed()) {
    next = create(endpoint, next && { lane: next, endpoints: new Set(lanes.keys()) })
    lanes.set(endpoint, next)
  }
  return lanes
}

/** A message that waits for its turn. */
export interface Turn {
  readonly message: Message
  readonly prepared: Prepared
}

/** Deletion requests in a lane whose turn comes when what their user did before has ended there. */
export interface Turns {
  readonly add: (turn: Turn, before: readonly Work[]) => void
  /** Something has ended: those whose turn has come. */
  readonly ended: (work: Work) => readonly Turn[]
  /** Something has gone back to the store: those that have to follow it. */
  readonly handedBack: (work: Work) => readonly Turn[]
  /** Takes out all that wait. */
  readonly clear: () => readonly Turn[]
}

export function createTurns(): Turns {
  const waiting = new Map<Turn, Set<Work>>()
  return {
    add: (turn, before) => {
      waiting.set(turn, new Set(before))
    },
    ended: (work) => take((before) => before.delete(work) && before.size === 0),
    handedBack: (work) => take((before) => before.has(work)),
    clear: () => take(() => true)
  }

  function take(isTaken: (before: Set<Work>) => boolean): readonly Turn[] {
    if (waiting.size === 0) return NONE
    const taken = Array.from(waiting).flatMap(([turn, before]) => (isTaken(before) ? [turn] : []))
    for (const turn of taken) waiting.delete(turn)
    return taken
  }
}

const NONE: readonly Turn[] = []
