import type { SegmentEvent } from '@waybill/kit'
import type { EventPage, OutcomePage, OutcomeView, Status } from '@waybill/server/operations'
import { openClient } from './operations/operations-client'

/** What a running service has accepted, and what became of it. */
export interface Ended {
  /** In the order in which they came in. */
  readonly events: readonly SegmentEvent[]
  /** By the names of their subscriptions: users do not wait for each other. */
  readonly outcomes: readonly OutcomeView[]
}

/** Asks the service with this data folder, by its operations port, once nothing waits any more. */
export async function untilEnded(folder: string): Promise<Ended> {
  const { get } = await openClient({ data: folder }, { environment: {} })
  const isAnyWaiting = async (): Promise<boolean> => {
    const { instances } = await get<Status>('/status')
    return instances.some(({ lanes }) => lanes.some(({ waiting }) => waiting > 0))
  }
  // Jest does not end what goes on asking; whatever waits by then is missing in the outcomes.
  for (let asked = 0; asked < MOST_ASKED && (await isAnyWaiting()); asked += 1);
  const { outcomes } = await get<OutcomePage>('/outcomes')
  const { events } = await get<EventPage>('/events')
  return {
    events: events.map(({ event }) => event).toReversed(),
    outcomes: outcomes.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1))
  }
}

const MOST_ASKED = 20_000

const nameOf = ({ subscription }: OutcomeView): string => subscription ?? ''
