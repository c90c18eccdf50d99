import { signal } from '@preact/signals-core'
import type { ReadonlySignal, Signal } from '@preact/signals-core'
import type { DeadLetterFilter, DeadLetterPage, DeadLetterSummary } from '@waybill/server/operations'
import type { OperationsClient } from '../../api/create-operations-client'
import type { Loaded } from '../../api/loaded'

/** Dead letters as they are shown, and what they were asked for by. */
export interface ShownLetters extends DeadLetterPage {
  readonly filter: DeadLetterFilter
}

export interface LetterList {
  readonly page: ReadonlySignal<Loaded<ShownLetters>>
  /** As it is typed; what is shown, and done to all that match, keeps to the one searched by. */
  readonly draft: Signal<DeadLetterFilter>
  /** Positions of those that were ticked, all of them shown. */
  readonly chosen: Signal<ReadonlySet<number>>
  /** Fetches what is shown once more, as many as before. */
  readonly load: () => Promise<void>
  readonly loadMore: () => Promise<void>
  /** Shows what matches the filter as it is typed now. */
  readonly search: () => Promise<void>
}

export interface LetterListOptions {
  readonly client: Pick<OperationsClient, 'deadLetters'>
  /** Tells whoever shows the connection, and says what a person reads. */
  readonly report: (error: unknown) => string
}

/** So many more are shown at a time. */
const MORE = 50

/** The most that the service gives at once. */
const AT_ONCE = 500

export function createLetterList({ client, report }: LetterListOptions): LetterList {
  const page = signal<Loaded<ShownLetters>>({ kind: 'loading' })
  const draft = signal<DeadLetterFilter>({})
  const chosen = signal<ReadonlySet<number>>(new Set())
  let filter: DeadLetterFilter = {}
  let wanted = MORE
  let asked = 0
  let shown = 0

  const load = async () => {
    const turn = (asked += 1)
    const answer = await fetchLetters(client, filter, wanted).then(
      (value): Loaded<ShownLetters> => ({ kind: 'loaded', value }),
      (error: unknown): Loaded<ShownLetters> => ({ kind: 'failed', message: report(error) })
    )
    // An answer that was overtaken is older than what is shown.
    if (turn < shown) return
    shown = turn
    page.value = answer
    if (answer.kind !== 'loaded') return
    const there = new Set(answer.value.deadLetters.map(({ position }) => position))
    chosen.value = new Set([...chosen.peek()].filter((position) => there.has(position)))
  }

  return {
    page,
    draft,
    chosen,
    load,
    loadMore: () => {
      const before = page.peek()
      if (before.kind === 'loaded') wanted = Math.max(wanted, before.value.deadLetters.length + MORE)
      return load()
    },
    search: () => {
      filter = draft.peek()
      return load()
    }
  }
}

async function fetchLetters(
  client: LetterListOptions['client'],
  filter: DeadLetterFilter,
  wanted: number
): Promise<ShownLetters> {
  const letters: DeadLetterSummary[] = []
  for (let after = 0; ;) {
    const maximum = Math.min(wanted - letters.length, AT_ONCE)
    const { deadLetters, next } = await client.deadLetters({ ...filter, after, maximum })
    letters.push(...deadLetters)
    if (next === null || letters.length >= wanted) return { filter, deadLetters: letters, next }
    after = next
  }
}
