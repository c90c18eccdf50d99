import type { Clock, DeadLetter, QueueStore, Runner } from '@waybill/runner'
import type { DeadLetterSelection, Dropped, Job } from './contract'
import { selectDeadLetters } from './find-dead-letters'
import type { Jobs } from './jobs'
import { takeAtPace } from './pace'

export interface DeadLetterTools {
  readonly store: QueueStore
  readonly runner: Pick<Runner, 'look'>
  readonly clock: Clock
  readonly jobs: Jobs
}

/** Puts dead letters back into their lanes, in the order in which they were set aside. */
export async function retryDeadLetters(
  { store, runner, clock, jobs }: DeadLetterTools,
  selection: DeadLetterSelection,
  perSecond: number | undefined
): Promise<Job> {
  const { count, last } = await countSelected(store, selection)
  return jobs.start({
    kind: 'retry',
    title: `Retry ${count} dead letters.`,
    total: count,
    run: async ({ progress, signal }) => {
      const selected = selectDeadLetters(store, selection, last)
      let done = 0
      await takeAtPace({ clock, signal, perSecond }, async (most) => {
        const letters = await take(selected, most)
        done += await store.returnDeadLetters(letters, clock.now())
        runner.look()
        progress(done)
        return letters.length
      })
    }
  })
}

/** Forgets dead letters; their outcomes stay. */
export async function dropDeadLetters(
  store: Pick<QueueStore, 'deadLetters' | 'dropDeadLetters'>,
  selection: DeadLetterSelection
): Promise<Dropped> {
  const { last } = await countSelected(store, selection)
  const selected = selectDeadLetters(store, selection, last)
  let dropped = 0
  for (;;) {
    const letters = await take(selected, 500)
    if (letters.length === 0) return { dropped }
    dropped += await store.dropDeadLetters(letters)
  }
}

/** How many there are now; what is set aside from now on is not meant. */
async function countSelected(store: Pick<QueueStore, 'deadLetters'>, selection: DeadLetterSelection) {
  let count = 0
  let last = 0
  for await (const { position } of selectDeadLetters(store, selection, Infinity)) {
    count += 1
    last = Math.max(last, position)
  }
  return { count, last }
}

async function take(letters: AsyncGenerator<DeadLetter>, most: number): Promise<readonly DeadLetter[]> {
  const taken: DeadLetter[] = []
  while (taken.length < most) {
    const next = await letters.next()
    if (next.done === true) break
    taken.push(next.value)
  }
  return taken
}
