import type { Clock } from '@waybill/runner'
import { hear } from '../service/hear'
import type { ServiceEvent } from '../service/service-event'
import { createSummaries } from './summaries'
import type { Summary } from './summaries'

/** Sums up what ends badly or does not come in. */
export interface ServiceSummaries {
  readonly tell: (event: ServiceEvent) => void
  /** Writes what is gathered, and gathers no more. */
  readonly end: () => void
}

/** Writes at most one summary a minute for each thing that may happen to many events. */
export function summarizeService(clock: Clock, write: (summary: Summary) => void): ServiceSummaries {
  const { count, end } = createSummaries(clock, write)
  const tell = hear({
    'delivery-ended': ({ ended, delivery: { instance } }) => {
      if (ended.kind === 'rejected' && ended.attempts === 0) count(REJECTED, { where: instance })
      else if (ended.kind === 'rejected' || ended.kind === 'expired') count(SET_ASIDE, { where: instance })
    },
    'events-repeated': ({ source, events }) => count(REPEATED, { where: source, times: events }),
    'event-refused': ({ source }) => count(REFUSED, { where: source }),
    'accepting-refused': ({ source, events, reason }) => count(TURNED_AWAY, { where: source, times: events, reason })
  })
  return { tell, end }
}

// These are no dead letters: their vendor was never asked.
const REJECTED =
  'Deliveries were rejected before sending, as by a mapping: see "actions-cli outcomes --kind rejected"; once it is mended, replay them.'
const SET_ASIDE = 'Deliveries were set aside: see "actions-cli dead-letters list".'
const REPEATED = 'Events were dropped because their ids had come before.'
const REFUSED = 'Messages were refused because they are wrong.'
const TURNED_AWAY = 'Events were turned away; their senders are told to come back.'
