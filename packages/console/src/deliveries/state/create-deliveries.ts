import { signal } from '@preact/signals-core'
import type { ReadonlySignal } from '@preact/signals-core'
import type { EventDetail, InstanceStatus, LiveEvent, Moment, Status } from '@waybill/server/operations'
import { ApiFailureError, messageOf } from '../../api/api-error'
import type { OperationsClient } from '../../api/create-operations-client'
import type { Asked, Loaded } from '../../api/loaded'
import { createDeadLetters } from './create-dead-letters'
import type { DeadLetters } from './create-dead-letters'
import { createLive } from './create-live'
import type { Live } from './create-live'
import { withMoment } from './rates'
import { acceptedRow, outcomeRow } from './row'
import type { Row } from './row'
import { isShown } from './row-filter'

export interface DeliveriesOptions {
  readonly client: OperationsClient
  /** Runs a function after a pause, unless what it gives back is called before. */
  readonly later: (run: () => void) => () => void
  /** Told when the service is gone, or does not know the page any more. */
  readonly onFailure: (error: ApiFailureError) => void
}

/** One event that is looked at. */
interface OpenEvent {
  readonly messageId: string
  readonly detail: Loaded<EventDetail>
}

/** Everything the view of a running service knows and can do; it has no document, clock or network of its own. */
export interface Deliveries {
  readonly status: ReadonlySignal<Loaded<Status>>
  readonly moments: ReadonlySignal<readonly Moment[]>
  readonly live: Live
  /** What was found on disk by the filter of the live list. */
  readonly recorded: ReadonlySignal<Asked<readonly Row[]>>
  readonly event: ReadonlySignal<OpenEvent | undefined>
  readonly letters: DeadLetters
  /** Why the last pause or resumption was refused. */
  readonly refusal: ReadonlySignal<string | undefined>
  /** Fetches what there is, at first and after a break. */
  readonly load: () => Promise<void>
  readonly hear: (happened: LiveEvent) => void
  readonly search: () => Promise<void>
  readonly look: (messageId: string | undefined) => Promise<void>
  readonly pause: (instance: string, reason: string) => Promise<void>
  readonly resume: (instance: string) => Promise<void>
}

const MOST_FOUND = 200

export function createDeliveries({ client, later, onFailure }: DeliveriesOptions): Deliveries {
  const report = (error: unknown): string => {
    if (error instanceof ApiFailureError) onFailure(error)
    return messageOf(error)
  }
  const status = signal<Loaded<Status>>({ kind: 'loading' })
  const moments = signal<readonly Moment[]>([])
  const recorded = signal<Asked<readonly Row[]>>({ kind: 'idle' })
  const event = signal<OpenEvent | undefined>(undefined)
  const refusal = signal<string | undefined>(undefined)
  const live = createLive()
  const letters = createDeadLetters({ client, later, report })

  const replace = (changed: InstanceStatus) => {
    const known = status.peek()
    if (known.kind !== 'loaded') return
    const instances = known.value.instances.map((one) => (one.instance === changed.instance ? changed : one))
    status.value = { kind: 'loaded', value: { ...known.value, instances } }
  }
  const refresh = async () => {
    try {
      status.value = { kind: 'loaded', value: await client.status() }
    } catch (error) {
      // What was known stays: the page says that the service is gone.
      if (status.peek().kind !== 'loaded') status.value = { kind: 'failed', message: report(error) }
      else report(error)
    }
  }
  const change = async (work: () => Promise<InstanceStatus>) => {
    refusal.value = undefined
    try {
      replace(await work())
    } catch (error) {
      refusal.value = report(error)
    }
  }

  return {
    status,
    moments,
    live,
    recorded,
    event,
    letters,
    refusal,
    load: async () => {
      await Promise.all([refresh(), letters.load()])
      if (status.peek().kind === 'loaded') moments.value = (await client.history()).moments
    },
    hear: (happened) => {
      live.hear(happened)
      if (happened.kind === 'moment') {
        const before = moments.peek().at(-1)?.deadLetters
        moments.value = withMoment(moments.peek(), happened.moment)
        void refresh()
        if (happened.moment.deadLetters !== before) void letters.load()
      }
      if (happened.kind === 'lane') void refresh()
    },
    search: async () => {
      recorded.value = { kind: 'asking' }
      try {
        recorded.value = { kind: 'answered', answer: await find() }
      } catch (error) {
        recorded.value = { kind: 'failed', message: report(error) }
      }
    },
    look: async (messageId) => {
      if (messageId === undefined) {
        event.value = undefined
        return
      }
      event.value = { messageId, detail: { kind: 'loading' } }
      const detail = await client.event(messageId).then(
        (value): OpenEvent['detail'] => ({ kind: 'loaded', value }),
        (error: unknown): OpenEvent['detail'] => ({ kind: 'failed', message: report(error) })
      )
      if (event.peek()?.messageId === messageId) event.value = { messageId, detail }
    },
    pause: (instance, reason) => change(() => client.pause(instance, reason)),
    resume: (instance) => change(() => client.resume(instance))
  }

  /** Outcomes hold no names of events, and events no outcomes: which is asked depends on what is looked for. */
  async function find(): Promise<readonly Row[]> {
    const filter = live.filter.peek()
    const { user, event: name, instance, kind } = filter
    const exactUser = user.trim() === '' ? {} : { user: user.trim() }
    if (name.trim() !== '' || kind === 'accepted') {
      const { events } = await client.events({
        ...exactUser,
        ...(name.trim() !== '' && { event: name.trim() }),
        maximum: MOST_FOUND
      })
      return events.map((one, index) => acceptedRow({ ...one, at: one.acceptedAt }, `event-${index}`))
    }
    const { outcomes } = await client.outcomes({
      ...exactUser,
      ...(instance !== '' && { instance }),
      ...(kind !== '' && kind !== 'retried' && { kind }),
      maximum: MOST_FOUND
    })
    return outcomes
      .map((outcome, index) => outcomeRow(outcome, `outcome-${index}`))
      .filter((row) => isShown(row, { ...filter, event: '' }))
  }
}
