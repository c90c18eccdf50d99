import { Heap } from './heap'
import { KeyChain } from './key-chain'
import { newlyTried, type Header, type Lease, type Tried } from './tried'

/** Where the messages of a lane are: memory or disk. */
export interface LaneSource<H extends Header> {
  /** The first message at this place or after it that is not finished. */
  readonly next: (sequence: number) => H | undefined
}

export interface LeaseLimits {
  readonly now: number
  readonly until: number
  readonly maximumMessages: number
  readonly maximumBytes: number
}

export interface Leased<H extends Header> {
  readonly messages: readonly Tried<H>[]
  /** It passed so many messages that cannot be handed out that it stopped for others to get their turn. */
  readonly paused: boolean
}

interface Candidate {
  readonly sequence: number
  readonly chain: KeyChain
}

interface Alarm {
  readonly at: number
  readonly key: string
}

/** A message that may be handed out now, with the chain of its key if there is one. */
interface Next<H extends Header> {
  readonly header: H
  readonly chain: KeyChain | undefined
}

/** What one call of lease has done so far. */
interface Round {
  readonly limits: LeaseLimits
  /** How many messages, counted from the front of a chain, this call hands out. */
  readonly taken: Map<KeyChain, number>
  passed: number
}

/** So many messages of blocked keys are passed in one go. */
const PASSED_AT_ONCE = 5000

/**
 * Decides which messages of a lane are handed out next. Holds in memory what is under way, and the bare places of
 * messages that were passed because an older one of their key is under way; all else stays in the source.
 */
export class LaneOrder<H extends Header> {
  readonly #source: LaneSource<H>
  /** Everything before it is finished, tried, or in the chain of its key. */
  #cursor = 0
  #leased = 0
  readonly #bySequence = new Map<number, Tried<H>>()
  readonly #byId = new Map<string, Tried<H>>()
  readonly #chains = new Map<string, KeyChain>()
  readonly #leases = new Set<Lease<H>>()
  /** Messages that had nobody before them when they were put here; whether that is still so is seen when they are taken. */
  readonly #candidates = new Heap<Candidate>((first, second) => first.sequence < second.sequence)
  /** Messages with nobody before them that are not due yet. */
  readonly #alarms = new Heap<Alarm>((first, second) => first.at < second.at)

  constructor(source: LaneSource<H>) {
    this.#source = source
  }

  get leased(): number {
    return this.#leased
  }

  /** A message that was tried and is not finished. */
  find(id: string): Tried<H> | undefined {
    return this.#byId.get(id)
  }

  /** All that were handed out at least once and are not finished. */
  tried(): Iterable<Tried<H>> {
    return this.#bySequence.values()
  }

  isLeased(sequence: number): boolean {
    return this.#bySequence.get(sequence)?.lease !== undefined
  }

  /** Hands out messages: leased from now on. */
  lease(limits: LeaseLimits): Leased<H> {
    this.wake(limits.now)
    const round: Round = { limits, taken: new Map(), passed: 0 }
    const lease: Lease<H> = { until: limits.until, members: [], open: 0 }
    let bytes = 0
    while (lease.open < limits.maximumMessages) {
      const next = this.#next(round)
      if (next === undefined) break
      bytes += next.header.bytes
      if (lease.open > 0 && bytes > limits.maximumBytes) break
      this.#take(next, lease, round)
    }
    if (lease.open > 0) this.#leases.add(lease)
    return { messages: lease.members, paused: round.passed >= PASSED_AT_ONCE }
  }

  /** Ends leases whose time is over, and offers what has become due. */
  wake(now: number): void {
    for (const lease of this.#leases) {
      if (lease.until > now) continue
      for (const tried of lease.members) {
        if (tried.lease !== lease) continue
        tried.unknown ||= tried.started
        this.putBack(tried, lease.until)
      }
    }
    for (let alarm = this.#alarms.peek(); alarm !== undefined && alarm.at <= now; alarm = this.#alarms.peek()) {
      this.#alarms.pop()
      this.#offer(alarm.key)
    }
  }

  /** A message waits again, before all younger ones of its key. */
  putBack(tried: Tried<H>, dueAt: number): void {
    this.#endLease(tried)
    tried.started = false
    tried.dueAt = dueAt
    this.#offer(tried.header.key)
  }

  /** A message was not tried after all. */
  release(tried: Tried<H>): void {
    if (tried.lease === undefined) return
    tried.attempts -= 1
    this.putBack(tried, tried.dueAt)
  }

  /** A message is done or set aside; the source names it no more. */
  finish({ sequence, id, key }: Header): void {
    const tried = this.#bySequence.get(sequence)
    if (tried !== undefined) {
      this.#endLease(tried)
      this.#bySequence.delete(sequence)
      this.#byId.delete(id)
    }
    const chain = this.#chains.get(key)
    if (chain === undefined) return
    chain.remove(sequence)
    if (chain.length === 0) this.#chains.delete(key)
    else this.#offer(key)
  }

  /** Takes up what an earlier process left: a message that was tried before. */
  restore(tried: Tried<H>): void {
    this.#know(tried)
    this.#chainOf(tried.header.key).add(tried.header.sequence)
    this.#offer(tried.header.key)
  }

  #next(round: Round): Next<H> | undefined {
    while (round.passed < PASSED_AT_ONCE) {
      const fresh = this.#source.next(this.#cursor)
      const waiting = this.#firstCandidate(round)
      if (waiting !== undefined && (fresh === undefined || waiting.header.sequence <= fresh.sequence)) return waiting
      if (fresh === undefined) return undefined
      const chain = this.#chains.get(fresh.key)
      if (chain === undefined || chain.length === round.taken.get(chain)) return { header: fresh, chain }
      this.#pass(fresh, chain)
      round.passed += 1
    }
    return undefined
  }

  /** Leaves a message to its key: an older one is under way. */
  #pass({ sequence }: Header, chain: KeyChain): void {
    this.#cursor = sequence + 1
    chain.add(sequence)
    if (chain.at(0) === sequence) this.#candidates.push({ sequence, chain })
  }

  #firstCandidate(round: Round): Next<H> | undefined {
    for (let first = this.#candidates.peek(); first !== undefined; first = this.#candidates.peek()) {
      const header = this.#headerIfFree(first, round)
      if (header !== undefined) return { header, chain: first.chain }
      this.#candidates.pop()
    }
    return undefined
  }

  #headerIfFree({ sequence, chain }: Candidate, round: Round): H | undefined {
    if (chain.at(round.taken.get(chain) ?? 0) !== sequence) return undefined
    const tried = this.#bySequence.get(sequence)
    if (tried === undefined) return this.#source.next(sequence)
    if (tried.lease !== undefined) return undefined
    if (tried.dueAt <= round.limits.now) return tried.header
    this.#alarms.push({ at: tried.dueAt, key: chain.key })
    return undefined
  }

  #take({ header, chain: known }: Next<H>, lease: Lease<H>, round: Round): void {
    const { sequence, key } = header
    const chain = known ?? this.#chainOf(key)
    if (sequence >= this.#cursor) this.#cursor = sequence + 1
    chain.add(sequence)
    const taken = (round.taken.get(chain) ?? 0) + 1
    round.taken.set(chain, taken)
    const following = chain.at(taken)
    if (following !== undefined) this.#candidates.push({ sequence: following, chain })
    this.#lend(this.#bySequence.get(sequence) ?? this.#know(newlyTried(header)), lease)
  }

  #lend(tried: Tried<H>, lease: Lease<H>): void {
    tried.lease = lease
    tried.attempts += 1
    tried.handedOut = true
    lease.members.push(tried)
    lease.open += 1
    this.#leased += 1
  }

  #endLease(tried: Tried<H>): void {
    const { lease } = tried
    if (lease === undefined) return
    tried.lease = undefined
    this.#leased -= 1
    lease.open -= 1
    if (lease.open === 0) this.#leases.delete(lease)
  }

  /** Makes the oldest message of a key known as one that may be handed out. */
  #offer(key: string): void {
    const chain = this.#chains.get(key)
    const sequence = chain?.at(0)
    if (chain !== undefined && sequence !== undefined) this.#candidates.push({ sequence, chain })
  }

  #know(tried: Tried<H>): Tried<H> {
    this.#bySequence.set(tried.header.sequence, tried)
    this.#byId.set(tried.header.id, tried)
    return tried
  }

  #chainOf(key: string): KeyChain {
    const known = this.#chains.get(key)
    if (known !== undefined) return known
    const chain = new KeyChain(key)
    this.#chains.set(key, chain)
    return chain
  }
}
