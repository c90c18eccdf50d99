import { createRunner } from '../src'
import type { LifecycleEvent, Runner, RunnerOptions } from '../src'
import { planAcme } from './acme'
import { createFakeClock } from './fake-clock'
import type { FakeClock } from './fake-clock'
import { createFakeTransport } from './fake-transport'
import type { Answer, FakeTransport } from './fake-transport'

/** A delivery that ended, as short as a test can compare it. */
export type EndedShort = Readonly<Record<string, unknown>>

/** A runner with everything around it in a test's hands. */
export interface RunnerUnderTest {
  readonly runner: Runner
  readonly clock: FakeClock
  readonly transport: FakeTransport
  readonly told: readonly LifecycleEvent[]
  /** How each delivery ended, in the order they did. */
  readonly ended: () => readonly EndedShort[]
  /** Finishes, moving time as far as that takes. */
  readonly finish: () => Promise<void>
}

/** Starts a runner of Acme; without jitter, so that every wait is half of the longest it could be. */
export function startRunner(options: Partial<RunnerOptions> & { readonly answer?: Answer } = {}): RunnerUnderTest {
  const { answer, ...rest } = options
  const clock = createFakeClock()
  const transport = createFakeTransport(clock, answer)
  const told: LifecycleEvent[] = []
  const runner = createRunner({
    plan: planAcme(),
    transport,
    clock,
    random: () => 0.5,
    tell: (event) => void told.push(event),
    ...rest
  })
  return {
    runner,
    clock,
    transport,
    told,
    ended: () =>
      told.flatMap((event) =>
        event.kind === 'delivery-ended' ? [{ of: event.delivery.reference, ...event.ended }] : []
      ),
    finish: () => clock.runUntil(runner.finish())
  }
}
