import { QueueStoreError } from '@waybill/runner'
import type { Clock, DeadLetter, QueueStore, Runner } from '@waybill/runner'
import type { DeadLetterCount, DeadLetterSelection, Dropped, Job } from './contract'
import type { DeadLetterChanges } from './dead-letter-changes'
import { findDeadLetter, selectDeadLetters } from './find-dead-letters'
import type { Jobs, JobWork } from './jobs'
import type { RetryTask } from './kept-job'
import { takeAtPace } from './pace'
import { refusal } from './refuse'

const TRY_AGAIN_MILLISECONDS = 10_000

/** Puts dead letters back into their lanes, in the order in which they were set aside. */
export async function startRetry(
  { store, jobs }: { readonly store: QueueStore; readonly jobs: Jobs },
  selection: DeadLetterSelection,
  perSecond: number | undefined
): Promise<Job> {
  await requireAll(store, selection)
  const { count, last } = await countSelected(store, selection)
  const task: RetryTask = { kind: 'retry', selection, last, perSecond }
  return jobs.start({ title: `Retry ${count} dead letter${count === 1 ? '' : 's'}.`, total: count, task })
}

export interface RetryTools {
  readonly store: Pick<QueueStore, 'deadLetters'>
  readonly changes: Pick<DeadLetterChanges, 'putBack'>
  readonly runner: Pick<Runner, 'look'>
  readonly clock: Clock
}

/** Goes through all that are meant: those that were put back before are no dead letters any more. */
export async function runRetry(
  { store, changes, runner, clock }: RetryTools,
  { selection, last, perSecond }: RetryTask,
  { progress, signal }: JobWork
): Promise<void> {
  const selected = selectDeadLetters(store, selection, last)
  await takeAtPace({ clock, signal, perSecond }, async (most) => {
    const letters = await take(selected, most)
    if (letters.length === 0) return 0
    progress(await putBackPatiently(letters))
    runner.look()
    return letters.length
  })

  /** When there is no room on the disk, it waits for some. */
  async function putBackPatiently(letters: readonly DeadLetter[]): Promise<number> {
    while (!signal.aborted) {
      try {
        return await changes.putBack(letters)
      } catch (error) {
        if (!(error instanceof QueueStoreError) || error.code !== 'DISK_FULL') throw error
      }
      await clock.wait(TRY_AGAIN_MILLISECONDS, signal)
    }
    return 0
  }
}

/** Forgets dead letters; their outcomes stay. */
export async function dropDeadLetters(
  { store, changes }: Pick<RetryTools, 'store'> & { readonly changes: Pick<DeadLetterChanges, 'drop'> },
  selection: DeadLetterSelection
): Promise<Dropped> {
  await requireAll(store, selection)
  const { last } = await countSelected(store, selection)
  const selected = selectDeadLetters(store, selection, last)
  let dropped = 0
  for (;;) {
    const letters = await take(selected, 500)
    if (letters.length === 0) return { dropped }
    dropped += await changes.drop(letters)
  }
}

/** How many there are now; what is set aside from now on is not meant. */
export async function countSelected(
  store: Pick<QueueStore, 'deadLetters'>,
  selection: DeadLetterSelection
): Promise<DeadLetterCount> {
  let count = 0
  let last = 0
  for await (const { position } of selectDeadLetters(store, selection, Infinity)) {
    count += 1
    last = Math.max(last, position)
  }
  return { count, last }
}

/** Who names a dead letter means that one: one that does not exist is a mistake, and nothing is done with the others. */
async function requireAll(store: Pick<QueueStore, 'deadLetters'>, selection: DeadLetterSelection): Promise<void> {
  if (selection.kind !== 'positions') return
  const missing: number[] = []
  for (const position of selection.positions) {
    if ((await findDeadLetter(store, position)) === undefined) missing.push(position)
  }
  if (missing.length === 0) return
  const [begin, were] = missing.length === 1 ? ['is no dead letter', 'it was'] : ['are no dead letters', 'each was']
  throw refusal(
    404,
    `There ${begin} ${missing.join(', ')}: ${were} retried or dropped, or never was. Nothing was done.`
  )
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
