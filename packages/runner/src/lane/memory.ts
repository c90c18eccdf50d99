import type { Planned } from '@waybill/kit'
import type { Message, Settlement } from '../queue/queue-store'
import type { Entry, Leaving, Prepared, Work } from './entry'
import { handBack } from './hand-back'
import { unlessAborted } from './unless-aborted'
import { createIntake } from './intake'
import type { Intake } from './intake'
import type { LaneOptions } from './lane-options'
import { createTurns, goesOn, isAhead } from './onward'
import type { Turn } from './onward'
import { createWorkOpener } from './open-work'
import { endpointOf, planSafely } from './prepare'
import { readEvent, UNREADABLE_EVENT } from './read-event'
import { StoredDelivery } from './stored-delivery'
import { createWaitingRoom } from './waiting-room'
import type { WaitingRoom } from './waiting-room'

/** The part of a lane's backlog that is in memory: from the lease of a message to its settlement. */
export interface Memory {
  readonly room: WaitingRoom
  readonly intake: Intake & { readonly lookNow: () => void }
  /** Whether what comes now has its turn soon: behind a longer backlog, nobody knows when that is. */
  readonly isNear: () => boolean
  /** Keeps what was planned of an event when it was accepted, as long as there is room for it. */
  readonly remember: (id: string, prepared: Prepared) => void
  readonly forget: (id: string) => void
  /** Messages of which the store does not know yet that they are being sent. */
  readonly unmarked: (entries: readonly Entry[]) => readonly Message[]
  /** Gives back to the store what can be, when users that wait for their retries take the room of the others. */
  readonly makeRoom: () => void
  readonly handBackAll: () => void
  /** Gives everything back for good, once nothing is under way; what goes on to another lane is waited for until the signal. */
  readonly leave: (signal: AbortSignal) => Promise<void>
}

/** `changed` is called when there may be something to send. */
export function createMemory(options: LaneOptions, { changed }: { readonly changed: () => void }): Memory {
  const { name, plan, endpoint, onward, tuning, surroundings } = options
  const { store, settler, clock, tell } = surroundings
  const room = createWaitingRoom(endpoint?.limits ?? {})
  const works = new Map<string, Work>()
  const turns = createTurns()
  // Messages under way here that have yet to go on.
  const goingOn = new Set<Message>()
  const underWay = new Set<Promise<void>>()
  const remembered = new Map<string, Prepared>()
  const owner = { settled, after: afterSettling }
  let openedType: Prepared['type'] = 'track'
  let rememberedBytes = 0
  let sequence = 0
  const intake = createIntake({
    lane: name,
    store,
    clock,
    maximumMessages: tuning.windowMessages,
    maximumBytes: tuning.windowBytes,
    open,
    fail: surroundings.fail
  })
  const openWork = createWorkOpener({
    deliveryOf: (message: Message, subscription: Planned['subscription']) =>
      new StoredDelivery(message, { instance: options.instance, type: openedType, subscription }),
    endpoint,
    redactor: options.redactor,
    now: clock.now,
    nextSequence: () => (sequence += 1),
    lineOf: room.lineOf,
    take: room.add,
    ended
  })

  return {
    room,
    intake: {
      ...intake,
      lookNow: () => {
        // What others put into the store was not counted.
        intake.count().then(intake.reopenIfOpen, surroundings.fail)
      }
    },
    isNear,
    remember: (id, prepared) => {
      if (!isNear() || remembered.has(id)) return
      remembered.set(id, prepared)
      rememberedBytes += prepared.body.length
    },
    forget,
    unmarked: (entries) => {
      const messages: Message[] = []
      for (const { work } of entries) {
        if (work.isMarked) continue
        work.isMarked = true
        messages.push(work.message)
      }
      return messages
    },
    makeRoom: () => {
      if (room.heldItems() * 2 < tuning.windowMessages && room.heldBytes() * 2 < tuning.windowBytes) return
      for (const line of Array.from(room.lines())) if (line.state === 'held') giveBack(line)
    },
    handBackAll,
    leave: async (signal) => {
      await intake.idle()
      handBackAll()
      await unlessAborted(signal, Promise.all(underWay))
      for (const work of Array.from(works.values())) giveUp(work)
    }
  }

  function handBackAll(): void {
    forgetAll()
    for (const line of Array.from(room.lines())) if (line.state !== 'flying') giveBack(line)
    turns.clear().forEach(release)
  }

  /** What could not be handed back is perhaps delivered, or in part: whoever sends it next says so. */
  function giveUp(work: Work): void {
    const { lane, id } = work.message
    const now = clock.now()
    works.delete(id)
    goingOn.delete(work.message)
    settler.add({ kind: 'retry', lane, id, settledAt: now, dueAt: now, reason: STOPPED, unknown: true }, work, owner)
  }

  function open(messages: readonly Message[]): void {
    for (const message of messages) {
      const prepared = recall(message)
      if (goesOn(prepared, onward)) awaitTurn({ message, prepared })
      else begin(message, prepared)
    }
    if (intake.held() === 0) forgetAll()
    changed()
    surroundings.emptied()
  }

  function begin(message: Message, { type, planned }: Pick<Prepared, 'type' | 'planned'>): void {
    openedType = type
    const work = openWork(message, withoutDelivered(message, planned))
    if (work.open > 0) works.set(message.id, work)
  }

  function awaitTurn(turn: Turn): void {
    const before = Array.from(works.values()).filter(({ message }) => message.key === turn.message.key)
    if (before.length === 0) takeTurn(turn)
    else turns.add(turn, before)
  }

  /** What is to happen in this lane happens before the message goes on. */
  function takeTurn({ message, prepared }: Turn): void {
    const planned = prepared.planned.filter((each) => endpointOf(each) === endpoint)
    if (planned.length > 0) {
      goingOn.add(message)
      begin(message, { ...prepared, planned })
    } else startPassing(message, () => settleDone(message))
  }

  function startPassing(message: Message, passed: () => void): void {
    const passing = passOn(message, passed)
      .catch(surroundings.fail)
      .finally(() => underWay.delete(passing))
    underWay.add(passing)
  }

  /** Should the process end in between, the next lane knows the id of the message and takes it once. */
  async function passOn({ id, key, body, acceptedAt }: Message, passed: () => void): Promise<void> {
    if (onward === undefined) return
    const { lane } = onward
    let repeated: readonly number[]
    lane.expect(1)
    try {
      repeated = await store.append([{ lane: lane.name, id, key, body, acceptedAt }], { goOn: true })
    } finally {
      lane.expect(-1)
    }
    surroundings.appended(lane, 1 - repeated.length)
    passed()
  }

  function settleDone(message: Message): void {
    const { lane, id } = message
    const done = { kind: 'done', lane, id, settledAt: clock.now(), outcomes: [] } as const
    settler.add(done, { message, endings: [] }, owner)
  }

  function release({ message }: Turn): void {
    const { lane, id } = message
    settler.add({ kind: 'release', lane, id, settledAt: clock.now() }, { message, endings: [] }, owner)
  }

  function isNear(): boolean {
    const isSoon = Math.max(intake.waiting(), remembered.size) < tuning.windowMessages * 2
    return isSoon && rememberedBytes <= tuning.windowBytes
  }

  function forgetAll(): void {
    remembered.clear()
    rememberedBytes = 0
  }

  function forget(id: string): void {
    const known = remembered.get(id)
    if (remembered.delete(id)) rememberedBytes -= known?.body.length ?? 0
  }

  function recall(message: Message): Prepared {
    const known = remembered.get(message.id)
    forget(message.id)
    return known?.body === message.body ? known : prepare(message.body)
  }

  function prepare(body: string): Prepared {
    const event = readEvent(body)
    if (event === undefined) return UNREADABLE
    const { type } = event
    const planned = planSafely(plan, event).filter((each) => endpointOf(each) === endpoint || isLater(type, each))
    return { body, type, planned }
  }

  function isLater(type: Prepared['type'], planned: Planned): boolean {
    return onward !== undefined && type === 'delete' && isAhead(planned, onward)
  }

  function ended(work: Work): void {
    works.delete(work.message.id)
    if (goingOn.delete(work.message)) startPassing(work.message, () => settle(work))
    else settle(work)
    turns.ended(work).forEach(takeTurn)
  }

  function settle(work: Work): void {
    const { message, outcomes, setAside } = work
    const done = { lane: message.lane, id: message.id, settledAt: clock.now(), outcomes }
    settler.add(
      setAside === undefined
        ? { kind: 'done', ...done }
        : { kind: 'dead-letter', reason: setAside, ...done, delivered: deliveredOf(work) },
      work,
      owner
    )
  }

  function giveBack(line: Parameters<typeof handBack>[0]): void {
    for (const { work, settlement } of handBack(line, room, clock.now())) {
      works.delete(work.message.id)
      goingOn.delete(work.message)
      settler.add(settlement, work, owner)
      turns.handedBack(work).forEach(release)
    }
  }

  function settled({ message, endings }: Leaving, { kind }: Settlement): void {
    const isOver = kind === 'done' || kind === 'dead-letter'
    intake.left(message, isOver ? 'done' : 'store')
    if (isOver) for (const ending of endings) tell(ending)
  }

  function afterSettling(): void {
    intake.look()
    surroundings.emptied()
  }
}

const STOPPED = 'It was being sent when its lane was stopped.'

/** What comes back from being set aside is not for those who took it then. */
function withoutDelivered({ delivered }: Message, planned: readonly Planned[]): readonly Planned[] {
  if (delivered === undefined) return planned
  // Several subscriptions may have one name: each of them took it as often as it is there.
  const left = [...delivered]
  return planned.filter(({ subscription }) => {
    const place = subscription === undefined ? -1 : left.indexOf(subscription.name)
    if (place >= 0) left.splice(place, 1)
    return place < 0
  })
}

function deliveredOf({ message, outcomes }: Work): readonly string[] | undefined {
  const names = outcomes.flatMap(({ kind, subscription }) =>
    kind === 'delivered' && subscription !== null ? [subscription] : []
  )
  return names.length === 0 ? message.delivered : [...(message.delivered ?? []), ...names]
}

const UNREADABLE: Prepared = {
  body: '',
  type: UNREADABLE_EVENT.type,
  planned: [{ kind: 'rejected', reason: 'The stored event cannot be read: it is not one.' }]
}
