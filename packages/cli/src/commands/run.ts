import { QueueStoreError } from '@waybill/runner'
import type { ReadConfiguration, RunningService, ServicePart } from '@waybill/server'
import { createServiceLog } from '@waybill/server/operations'
import { EXIT } from '../exit-status'
import { aborted } from '../interruption'
import { addressLines } from '../output/address-lines'
import { createNotes } from '../output/create-notes'
import type { Terminal } from '../output/terminal'
import { CONFIGURATION_FILE } from '../service/configuration-file'
import { loadConfiguration, problemLine, requireConfiguration } from '../service/load-configuration'
import { reachSandbox, reachVendors } from '../service/reach-vendors'
import type { Vendors } from '../service/reach-vendors'
import { startConfigured } from '../service/start-configured'
import { UsageError } from '../usage-error'

export interface RunFlags {
  /** Whether simulators take the place of the vendors. */
  readonly sandbox?: boolean
  /** How it tells of what happens: sentences for a person, or JSON lines for whatever collects logs. */
  readonly log?: 'text' | 'json'
}

/** `actions-cli run`: takes events in and delivers them, until it is told to end. */
export const run = (path: string = CONFIGURATION_FILE, flags: RunFlags, terminal: Terminal): Promise<number> =>
  runService({ path, flags, terminal, reach: flags.sandbox ? reachSandbox : reachVendors })

export interface RunOptions {
  readonly path: string
  readonly flags: RunFlags
  readonly terminal: Terminal
  /** Finds the way to the vendors; it is closed in the end. */
  readonly reach: () => Vendors | Promise<Vendors>
}

export async function runService({ path, flags, terminal, reach }: RunOptions): Promise<number> {
  const loading = { terminal, forSandbox: flags.sandbox === true }
  const configuration = await requireConfiguration(path, loading)
  const vendors = await reach()
  try {
    const starting = startConfigured({
      configuration,
      vendors,
      readAgain: () => loadConfiguration(path, loading).catch(unreadable),
      describeProblem: (problem) => problemLine(path, problem),
      environment: terminal.environment,
      isForPerson: terminal.outIsTTY,
      log: logOf(flags, terminal)
    })
    terminal.onHangup(() => void reloadWhenStarted(starting))
    const service = await starting
    if (flags.log !== 'json') for (const line of addressLines(service.where)) terminal.out(`  ${line}\n`)
    const result = await Promise.race([service.finished, aborted(terminal.interrupt)])
    if (result !== undefined && 'error' in result) return EXIT.failed
    await service.stop('a signal asked for it.')
    return EXIT.ok
  } catch (error) {
    // What it had still to write when it was told to end it could not.
    if (!(error instanceof QueueStoreError)) throw error
    terminal.err(`${error.message}\n`)
    return EXIT.failed
  } finally {
    await vendors.close()
  }
}

function logOf({ log, sandbox: isSandbox = false }: RunFlags, terminal: Terminal): ServicePart {
  return log === 'json' ? createServiceLog({ write: terminal.err, isSandbox }) : createNotes(terminal, { isSandbox })
}

/** A file that is gone for the moment is a configuration that cannot be used, like one with mistakes. */
function unreadable(error: unknown): ReadConfiguration {
  if (!(error instanceof UsageError)) throw error
  return { ok: false, problems: [{ line: 1, column: 1, message: error.message }], warnings: [] }
}

/** What keeps it from starting is told where it is started. */
async function reloadWhenStarted(starting: Promise<RunningService>): Promise<void> {
  const service = await starting.catch(() => undefined)
  await service?.core.reload()
}
