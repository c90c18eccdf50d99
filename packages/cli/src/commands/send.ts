import { testCredentials, createUndiciTransport } from '@waybill/runner'
import type { Transport } from '@waybill/runner'
import { startSandbox } from '@waybill/sandbox'
import type { Destination, DestinationPlan } from '@waybill/kit'
import { dryRun } from '../dry-run'
import { EXIT } from '../exit-status'
import { openEvents } from '../input/read-events'
import type { EventSource } from '../input/read-events'
import { jsonDryRun, plainDryRun } from '../output/dry-run-text'
import { hideSecrets } from '../output/hide-secrets'
import { createProgress } from '../output/progress'
import { summaryJson, summaryText } from '../output/summary'
import type { Terminal } from '../output/terminal'
import { sendEvents } from '../send-events'
import type { SendResult } from '../send-events'
import { compileTarget } from '../settings/compile-target'
import { findDestination } from '../settings/find-destination'
import { readSettings } from '../settings/read-settings'
import { redirect, runningSandboxOrigin, sandboxOrigins, sandboxSettings } from '../settings/sandbox-targets'
import { UsageError } from '../usage-error'

export interface SendFlags {
  readonly to: string
  readonly settings?: string
  readonly events: string
  /** True for a sandbox of its own, else the address of one. */
  readonly sandbox?: true | string
  readonly dryRun?: boolean
  readonly rate?: number
  readonly json?: boolean
}

/** `actions-cli send`: delivers events through the presets of a destination and accounts for each. */
export async function send(flags: SendFlags, terminal: Terminal): Promise<number> {
  const destination = findDestination(flags.to)
  const plan = await readPlan(destination, flags, terminal)
  const requestsPerWindow = checkRate(destination, flags.rate)
  const source = await openEvents(flags.events, terminal)
  if (flags.dryRun) return showRequests(source, { plan, flags, terminal })
  const { transport, close } = await reach(destination, flags)
  try {
    await checkCredentials(plan, transport)
    const progress = createProgress(terminal.progress, {
      totalBytes: source.totalBytes,
      terminalType: terminal.environment['TERM']
    })
    const result = await sendEvents(source, [{ plan, transport, requestsPerWindow }], {
      progress,
      interrupt: terminal.interrupt
    })
    const text = flags.json ? `${summaryJson(result)}\n` : `${summaryText(result)}${hint(result, flags)}`
    terminal.out(hideSecrets(plan).hideInText(text))
    return statusOf(result)
  } finally {
    await close()
  }
}

async function readPlan(destination: Destination, flags: SendFlags, terminal: Terminal): Promise<DestinationPlan> {
  if (flags.settings !== undefined) {
    const settings = await readSettings(destination, flags.settings, terminal)
    return compileTarget(destination, settings, flags.settings)
  }
  if (flags.sandbox !== undefined || flags.dryRun) {
    return compileTarget(destination, sandboxSettings(destination), 'the sandbox')
  }
  throw new UsageError(
    `Name the settings of ${destination.name} with --settings FILE or --settings env; only --sandbox and --dry-run work without.`
  )
}

interface DryRunning {
  readonly plan: DestinationPlan
  readonly flags: SendFlags
  readonly terminal: Terminal
}

async function showRequests(source: EventSource, { plan, flags, terminal }: DryRunning): Promise<number> {
  const createText = flags.json ? jsonDryRun : plainDryRun
  const style = { destination: plan.destination.slug, input: source.name, secrets: hideSecrets(plan) }
  const failed = await dryRun(source, {
    plan,
    text: createText(style),
    write: terminal.out,
    // What stands on standard output says of each event once what becomes of it.
    tellPartial: (part) => (flags.json ? terminal.err : terminal.out)(plainDryRun(style).without(part))
  })
  if (terminal.interrupt.aborted) return EXIT.interrupted
  return failed > 0 ? EXIT.failed : EXIT.ok
}

interface Reached {
  readonly transport: Transport
  readonly close: () => Promise<void>
}

/** The way to the vendor, or to the sandbox in its place. */
async function reach(destination: Destination, { sandbox: chosen }: SendFlags): Promise<Reached> {
  const running = typeof chosen === 'string' ? runningSandboxOrigin(chosen) : undefined
  // Nobody can look at a sandbox that ends with the command, so it need not remember requests.
  const sandbox = chosen === true ? await startSandbox({ keepRequests: 0 }) : undefined
  const origin = running ?? (sandbox && sandboxOrigins(sandbox)[destination.slug])
  const transport = createUndiciTransport()
  return {
    transport: origin === undefined ? transport : redirect(transport, origin),
    close: async () => {
      await transport.close()
      await sandbox?.close()
    }
  }
}

async function checkCredentials(plan: DestinationPlan, transport: Transport): Promise<void> {
  const problem = await testCredentials(plan, transport)
  if (problem !== undefined) throw new UsageError(hideSecrets(plan).hideInText(problem))
}

/** A rate the user asks for, within what the destination's endpoints declare. */
function checkRate(destination: Destination, requests: number | undefined): number | undefined {
  if (requests === undefined) return undefined
  for (const { endpoint } of Object.values(destination.actions)) {
    const { rate } = endpoint.limits
    const maximum = rate?.maximum ?? rate?.requests
    if (rate !== undefined && maximum !== undefined && requests > maximum) {
      throw new UsageError(
        `${destination.name} takes at most ${maximum} requests in ${rate.perSeconds} s; --rate ${requests} is more.`
      )
    }
  }
  return requests
}

/** Every event should have been delivered, or skipped for a reason. */
function statusOf(result: SendResult): number {
  if (result.interrupted) return EXIT.interrupted
  return isComplete(result) ? EXIT.ok : EXIT.failed
}

const isComplete = ({ input, destinations }: SendResult): boolean =>
  input.unreadableCount === 0 &&
  input.problem === undefined &&
  destinations.every(({ rejected, expired }) => rejected.length === 0 && expired.length === 0)

function hint(result: SendResult, flags: SendFlags): string {
  const line = result.destinations.flatMap(({ rejected }) => rejected.flatMap(({ references }) => references))[0]
  if (line === undefined || flags.events === '-') return ''
  return `Why? npx actions-cli explain --to ${flags.to} --events ${quoted(flags.events)} --line ${line}\n`
}

/** A path as a shell takes it. */
const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`)
