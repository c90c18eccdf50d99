import { computed, signal } from '@preact/signals-core'
import type { ReadonlySignal, Signal } from '@preact/signals-core'
import type { LiveEvent } from '@waybill/server/operations'
import { rowOf } from './row'
import type { Row } from './row'
import { isShown, NO_FILTER } from './row-filter'
import type { RowFilter } from './row-filter'

/** A request that was seen going out, and its answer. */
export type SeenRequest = Extract<LiveEvent, { readonly kind: 'request' }>

/** What flows by, as far as it fits into the page. */
export interface Live {
  /** Those that the filter shows, last first. */
  readonly rows: ReadonlySignal<readonly Row[]>
  readonly filter: Signal<RowFilter>
  /** How many have come since the list is held still; undefined when it is not. */
  readonly held: ReadonlySignal<number | undefined>
  /** How many could not be shown, since there were too many. */
  readonly leftOut: ReadonlySignal<number>
  readonly hold: (isHeld: boolean) => void
  readonly hear: (happened: LiveEvent) => void
  /** The requests that have carried something of an event, oldest first. */
  readonly requestsOf: (messageId: string) => readonly SeenRequest[]
}

/** So many a person scrolls through, and a browser keeps without being noticed. */
const MOST_ROWS = 500
const MOST_REQUESTS = 200

export function createLive(): Live {
  const all = signal<readonly Row[]>([])
  const still = signal<readonly Row[] | undefined>(undefined)
  const filter = signal(NO_FILTER)
  const leftOut = signal(0)
  const missed = signal(0)
  const requests: SeenRequest[] = []
  let made = 0
  return {
    rows: computed(() => (still.value ?? all.value).filter((row) => isShown(row, filter.value))),
    filter,
    held: computed(() => (still.value === undefined ? undefined : missed.value)),
    leftOut,
    hold: (isHeld) => {
      missed.value = 0
      still.value = isHeld ? all.value : undefined
    },
    hear: (happened) => {
      if (happened.kind === 'left-out') leftOut.value += happened.events
      if (happened.kind === 'request') {
        requests.push(happened)
        if (requests.length > MOST_REQUESTS) requests.shift()
      }
      const row = rowOf(happened, `live-${(made += 1)}`)
      if (row === undefined) return
      all.value = [row, ...all.value].slice(0, MOST_ROWS)
      if (still.value !== undefined) missed.value += 1
    },
    requestsOf: (messageId) => requests.filter(({ messageIds }) => messageIds.includes(messageId))
  }
}
