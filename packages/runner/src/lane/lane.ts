import type { EncodedRequest, Exchange } from '@waybill/kit'
import { createAlarm } from '../alarm'
import type { PauseCause } from '../lifecycle'
import { createPace } from '../pace/pace'
import type { Answer } from '../pace/pace'
import { createWideFailure } from '../pace/wide-failure'
import type { Message } from '../queue/queue-store'
import { applyVerdict, attemptsOf } from './apply-verdict'
import type { Again } from './apply-verdict'
import { buildPart } from './build-part'
import { endItem } from './end-item'
import type { Entry } from './entry'
import { beginFlight, callOff, halve, keepOrder, nextPart, turnBack } from './flight'
import type { Flight } from './flight'
import { createHold } from './hold'
import type { Lane, LaneState } from './lane-contract'
import type { LaneOptions } from './lane-options'
import { createLaneTeller } from './lane-teller'
import { createMemory } from './memory'
import { planRetries } from './plan-retries'
import type { AnswerContext } from './plan-retries'
import { readAnswer } from './read-answer'

export function createLane(options: LaneOptions): Lane {
  const { name, instance, plan, endpoint, requestsPerWindow, tuning, surroundings } = options
  const { store, transport, clock } = surroundings
  const teller = createLaneTeller(options)
  const rate = endpoint?.limits.rate
  const pace = createPace({
    rate: rate && { ...rate, requests: requestsPerWindow ?? rate.requests },
    maximumConcurrency: tuning.maximumConcurrency,
    backoff: tuning.backoff,
    random: surroundings.random
  })
  const wideFailure = tuning.onWideFailure === 'pause' ? createWideFailure() : undefined
  const memory = createMemory(options, { changed: pump })
  const { room, intake } = memory
  const hold = createHold(teller.heldBack)
  const alarm = createAlarm(clock, pump)
  const underWay = new Set<AbortController>()
  const leaving = new AbortController()
  // Flights whose next part may start as soon as the pace allows it.
  const runway: Flight[] = []
  let state: LaneState = { kind: 'waiting-for-start' }
  let isStarted = false
  let isHurried = false
  let boarding = 0
  let lingerUntil: number | undefined
  let landed: (() => void) | undefined

  return {
    name,
    appended: intake.appended,
    expect: intake.expect,
    isNear: memory.isNear,
    remember: memory.remember,
    forget: memory.forget,
    start: async () => {
      await intake.count()
      isStarted = true
      if (state.kind !== 'waiting-for-start') return
      run()
      surroundings.emptied()
    },
    hurry: (hurried) => {
      isHurried = hurried
      pump()
    },
    look: () => {
      intake.lookNow()
    },
    pause,
    resume: () => {
      if (state.kind !== 'paused') return
      pace.forgetWish()
      wideFailure?.resumed()
      teller.resumed()
      // What waits may still be leased by an earlier process, or by the lane before it.
      if (isStarted) run()
      else state = { kind: 'waiting-for-start' }
    },
    stop,
    abort,
    isEmpty: () => intake.held() === 0 && intake.waiting() === 0,
    backlog: () => intake.held() + intake.waiting(),
    status: () => ({
      lane: name,
      instance,
      state,
      circuit: pace.isProbing() ? 'open' : 'closed',
      concurrency: pace.concurrency(),
      underWay: pace.underWay(),
      inMemory: intake.held(),
      waiting: intake.waiting()
    })
  }

  function run(): void {
    state = { kind: 'running' }
    intake.reopen()
    pump()
  }

  /** Starts whatever may start now, and sets the alarm for what may start later. */
  function pump(): void {
    if (state.kind !== 'running') return memory.handBackAll()
    const now = clock.now()
    room.wake(now)
    intake.look()
    if (room.readyItems() === 0) lingerUntil = undefined
    else lingerUntil ??= now + tuning.lingerMilliseconds
    while (startNext(now) || boardNext(now));
    memory.makeRoom()
    alarm.set(nextMoment(now))
  }

  function nextMoment(now: number): number {
    const isDue = runway.length > 0 || isRequestDue(now)
    if (isDue) hold.waits(pace.heldBy(now), now)
    const free = isDue ? Math.max(pace.freeAt(now), now) : (lingerUntil ?? Infinity)
    return Math.min(free === now ? Infinity : free, room.nextDueAt() ?? Infinity, intake.lookAgainAt())
  }

  function isRequestDue(now: number): boolean {
    if (room.readyItems() === 0) return false
    if (room.isFull() || (lingerUntil !== undefined && now >= lingerUntil)) return true
    return isHurried && !intake.mayBring()
  }

  /** Starts the request of the first flight that waits for it. */
  function startNext(now: number): boolean {
    const flight = runway[0]
    if (flight === undefined || pace.freeAt(now) > now) return false
    runway.shift()
    const part = nextPart(flight)
    if (part === undefined || endpoint === undefined) land(flight)
    else {
      const items = part.map(({ item }) => item)
      const built = buildPart(plan, endpoint, items)
      if (built.ok) send(flight, part, built.request).catch(surroundings.fail)
      else cannotBeBuilt(flight, part, built.reason)
    }
    return true
  }

  /** Takes the items of the next request out of their lines. The store learns of it before anything is sent. */
  function boardNext(now: number): boolean {
    const preparing = boarding + runway.length
    if (preparing + pace.underWay() >= pace.concurrency() || pace.freeAt(now) > now) return false
    if (!isRequestDue(now) || (pace.isProbing() && preparing > 0)) return false
    const entries = room.take(pace.isProbing() ? 1 : Infinity)
    if (entries.length === 0) return false
    lingerUntil = room.readyItems() > 0 ? now + tuning.lingerMilliseconds : undefined
    const flight = beginFlight(entries)
    const unmarked = memory.unmarked(entries)
    if (unmarked.length === 0) runway.push(flight)
    else {
      boarding += 1
      board(flight, unmarked).catch(surroundings.fail)
    }
    return true
  }

  async function board(flight: Flight, unmarked: readonly Message[]): Promise<void> {
    try {
      await store.markStarted(unmarked)
    } catch (error) {
      boarding -= 1
      surroundings.fail(error)
      return landed?.()
    }
    boarding -= 1
    if (state.kind === 'running') runway.push(flight)
    else land(flight)
    pump()
    landed?.()
  }

  async function send(flight: Flight, part: readonly Entry[], request: EncodedRequest): Promise<void> {
    if (endpoint === undefined) return
    const controller = new AbortController()
    underWay.add(controller)
    const startedAt = clock.now()
    hold.ends(startedAt)
    pace.begin(startedAt)
    teller.started(part, { endpoint, request, startedAt })
    const exchange = await transport.send(request, {
      timeoutSeconds: endpoint.timeoutSeconds ?? 10,
      signal: controller.signal
    })
    underWay.delete(controller)
    const now = clock.now()
    teller.ended(request, exchange, now - startedAt)
    const answer = readAnswer(exchange, startedAt, now)
    teller.circuit(pace.end(answer), exchange)
    for (const entry of part) {
      entry.attempts += 1
      // With no answer, the vendor may have it all the same; and then a second try delivers it twice.
      if (exchange.kind === 'failure' && exchange.unsent !== true) entry.work.isUnknown = true
    }
    settlePart(flight, part, { exchange, answer })
    pump()
    landed?.()
  }

  function settlePart(
    flight: Flight,
    part: readonly Entry[],
    { exchange, answer }: { readonly exchange: Exchange; readonly answer: Answer }
  ): void {
    if (endpoint === undefined) return
    if (state.kind === 'stopped' && exchange.kind === 'failure') return putBack(flight, part)
    const applied = applyVerdict(part, exchange, { endpoint, wideFailure })
    if (applied.kind === 'refused-widely') {
      putBack(flight, part)
      pause('wide-failure', options.redactor.words(applied.reason), applied.status)
    } else if (applied.kind === 'refused-whole') {
      halve(flight, part)
      goOn(flight)
    } else {
      retry(flight, applied.again, {
        exchange,
        answer,
        pausedFor: pace.pausedFor(answer.now),
        isCircuitOpen: pace.isProbing()
      })
      // The vendor is not well: what is left of the flight waits with the others, where its users' order is kept.
      if (applied.again.length > 0 && answer.kind !== 'good') callOff(flight)
      else keepOrder(flight)
      goOn(flight)
    }
  }

  function retry(flight: Flight, again: readonly Again[], how: AnswerContext): void {
    const retries = planRetries(options, again, how)
    for (const { entry, dueAt } of retries) turnBack(flight, entry, dueAt)
    // What is tried expires some day: a dead vendor is asked for the sake of one item, not of one after the other.
    const [first] = retries
    if (how.isCircuitOpen && first !== undefined) room.prefer(first.entry.line)
    teller.retried(retries)
  }

  /** Of items that no request can be made of, the one to blame ends alone. */
  function cannotBeBuilt(flight: Flight, part: readonly Entry[], reason: string): void {
    if (part.length > 1) halve(flight, part)
    else for (const entry of part) endItem(entry, { kind: 'rejected', reason }, attemptsOf(entry))
    goOn(flight)
  }

  function putBack(flight: Flight, part: readonly Entry[]): void {
    for (const entry of part) turnBack(flight, entry, 0)
    callOff(flight)
    land(flight)
  }

  function goOn(flight: Flight): void {
    if (flight.parts.some((part) => part.length > 0) && state.kind === 'running') runway.push(flight)
    else land(flight)
  }

  function land(flight: Flight): void {
    callOff(flight)
    for (const line of flight.lines) {
      const back = flight.back.get(line)
      const entries = back?.entries.toSorted((first, second) => first.sequence - second.sequence) ?? []
      room.land(line, entries, back?.dueAt ?? 0)
    }
  }

  function pause(cause: PauseCause, reason: string, status?: number): void {
    if (state.kind === 'paused' || state.kind === 'stopped') return
    state = { kind: 'paused', cause, reason }
    standStill()
    teller.paused(cause, reason, status)
  }

  function standStill(): void {
    intake.close()
    alarm.clear()
    lingerUntil = undefined
    for (const flight of runway.splice(0)) land(flight)
    memory.handBackAll()
  }

  function abort(): void {
    state = { kind: 'stopped' }
    intake.close()
    alarm.clear()
    leaving.abort()
    for (const controller of underWay) controller.abort()
  }

  async function stop(): Promise<void> {
    state = { kind: 'stopped' }
    standStill()
    while (pace.underWay() + boarding > 0) {
      await new Promise<void>((resolve) => {
        landed = resolve
      })
    }
    await memory.leave(leaving.signal).catch(surroundings.fail)
  }
}
