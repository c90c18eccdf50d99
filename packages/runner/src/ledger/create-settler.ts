import type { QueueStore, Settlement } from '../queue/queue-store'

/** Brings settlements to the store, many at a time: whatever comes up while one commit is under way goes into the next. */
export interface Settler<Subject> {
  /** `subject` is what the settlement is about, for the owner to know it again. */
  readonly add: (settlement: Settlement, subject: Subject, owner: SettlementOwner<Subject>) => void
  /** Resolves when nothing is left to settle. */
  readonly idle: () => Promise<void>
}

/** Whoever waits for settlements. */
interface SettlementOwner<Subject> {
  /** A settlement is durable. */
  readonly settled: (subject: Subject, settlement: Settlement) => void
  /** All settlements of a commit have been told, some of this owner among them. */
  readonly after: () => void
}

interface Pending<Subject> {
  readonly settlement: Settlement
  readonly subject: Subject
  readonly owner: SettlementOwner<Subject>
}

/** So much goes into one commit: nobody else gets a turn while it is written. */
const MOST_AT_ONCE = 2000

/** A store that fails makes all further work pointless: `fail` is told once, and nothing more is settled. */
export function createSettler<Subject>(
  store: Pick<QueueStore, 'settle'>,
  fail: (error: unknown) => void
): Settler<Subject> {
  let pending: Pending<Subject>[] = []
  let working: Promise<void> | undefined
  return {
    add: (settlement, subject, owner) => {
      pending.push({ settlement, subject, owner })
      working ??= work()
    },
    idle
  }

  async function idle(): Promise<void> {
    if (working === undefined) return
    await working
    await idle()
  }

  async function work(): Promise<void> {
    // Everything that one answer ends is added in the same turn.
    await Promise.resolve()
    try {
      while (pending.length > 0) {
        const settling = pending.splice(0, MOST_AT_ONCE)
        await store.settle(settling.map(({ settlement }) => settlement))
        tell(settling)
      }
    } catch (error) {
      pending = []
      fail(error)
    } finally {
      working = undefined
    }
  }
}

function tell<Subject>(settled: readonly Pending<Subject>[]): void {
  for (const { settlement, subject, owner } of settled) owner.settled(subject, settlement)
  for (const owner of new Set(settled.map((each) => each.owner))) owner.after()
}
