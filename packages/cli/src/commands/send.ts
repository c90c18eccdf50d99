import { testCredentials, createUndiciTransport } from '@waybill/runner'
import type { Transport } from '@waybill/runner'
import { startSandbox } from '@waybill/sandbox'
import type { Destination } from '@waybill/kit'
import { dryRun } from '../dry-run'
import { EXIT } from '../exit-status'
import { openEvents } from '../input/read-events'
import { createProgress } from '../output/progress'
import { summaryJson, summaryText } from '../output/summary'
import type { Output } from '../output/writer'
import { sendEvents } from '../send-events'
import type { SendResult } from '../send-events'
import { compileTarget } from '../settings/compile-target'
import { findDestination } from '../settings/find-destination'
import { readSettings } from '../settings/read-settings'
import { redirect, sandboxOrigins, sandboxSettings } from '../settings/sandbox-targets'
import { UsageError } from '../usage-error'

export interface SendFlags {
  readonly to: string
  readonly settings?: string
  readonly events: string
  readonly sandbox?: boolean
  readonly dryRun?: boolean
  readonly rate?: number
  readonly json?: boolean
}

/** `actions-cli send`: delivers events through the presets of a destination and accounts for each. */
export async function send(flags: SendFlags, output: Output): Promise<number> {
  const destination = findDestination(flags.to)
  const plan = compileTarget(destination, await settingsOf(destination, flags))
  const source = await openEvents(flags.events)
  if (flags.dryRun) {
    const failed = await dryRun(source, { plan, json: flags.json ?? false, write: output.out })
    return failed > 0 ? EXIT.failed : EXIT.ok
  }
  const sandbox = flags.sandbox ? await startSandbox() : undefined
  const transport = reach(destination, sandbox && sandboxOrigins(sandbox))
  try {
    const problem = await testCredentials(plan, transport)
    if (problem !== undefined) throw new UsageError(problem)
    const target = { plan, transport, requestsPerWindow: checkRate(destination, flags.rate) }
    const result = await sendEvents(source, [target], createProgress(output.progressStream, source.totalBytes))
    output.out(flags.json ? `${resultJson(result)}\n` : `${resultText(result)}${hint(result, flags)}`)
    return isComplete(result) ? EXIT.ok : EXIT.failed
  } finally {
    await transport.close()
    await sandbox?.close()
  }
}

async function settingsOf(destination: Destination, flags: SendFlags): Promise<Readonly<Record<string, unknown>>> {
  if (flags.settings !== undefined) return readSettings(destination, flags.settings, process.env)
  const settings = sandboxSettings[destination.slug]
  if ((flags.sandbox || flags.dryRun) && settings !== undefined) return settings
  throw new UsageError(
    `Name the settings of ${destination.name} with --settings FILE or --settings env; only --sandbox and --dry-run work without.`
  )
}

function reach(destination: Destination, origins: Readonly<Record<string, string>> | undefined): Transport {
  const transport = createUndiciTransport()
  const origin = origins?.[destination.slug]
  return origin === undefined ? transport : redirect(transport, origin)
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

export const resultText = ({ input, destinations, seconds }: SendResult): string =>
  summaryText(input, destinations, seconds)

const resultJson = ({ input, destinations, seconds }: SendResult): string => summaryJson(input, destinations, seconds)

/** Whether every event was delivered, or skipped for a reason. */
const isComplete = ({ input, destinations }: SendResult): boolean =>
  input.unreadableCount === 0 &&
  destinations.every(({ rejected, expired }) => rejected.length === 0 && expired.length === 0)

function hint(result: SendResult, flags: SendFlags): string {
  if (isComplete(result)) return ''
  const line = result.destinations.flatMap(({ rejected }) => rejected.flatMap(({ references }) => references))[0]
  if (line === undefined || flags.events === '-') return ''
  return `Why? npx actions-cli explain --to ${flags.to} --events ${flags.events} --line ${line}\n`
}
