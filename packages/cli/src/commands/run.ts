import { randomBytes, randomUUID } from 'node:crypto'
import { createUndiciTransport, QueueStoreError, systemClock } from '@waybill/runner'
import type { Instance, Transport } from '@waybill/runner'
import { startSandbox } from '@waybill/sandbox'
import { CannotStart, deletionRecords, startService } from '@waybill/server'
import type { RunningService, ServiceConfiguration, ServiceEvent, ServicePart } from '@waybill/server'
import { createOperations, createServiceLog, createTracing } from '@waybill/server/operations'
import { EXIT } from '../exit-status'
import { aborted } from '../interruption'
import { serviceNote, startNote } from '../output/service-notes'
import type { Terminal } from '../output/terminal'
import { CONFIGURATION_FILE, loadConfiguration, requireConfiguration } from '../service/load-configuration'
import type { LoadOptions } from '../service/load-configuration'
import { openStore } from '../service/open-store'
import { redirect, sandboxOrigins } from '../settings/sandbox-targets'
import { errorCode, UsageError } from '../usage-error'

export interface RunFlags {
  /** Whether simulators take the place of the vendors. */
  readonly sandbox?: boolean
  /** How it tells of what happens: sentences for a person, or JSON lines for whatever collects logs. */
  readonly log?: 'text' | 'json'
}

/** `actions-cli run`: takes events in and delivers them, until it is told to end. */
export async function run(path: string = CONFIGURATION_FILE, flags: RunFlags, terminal: Terminal): Promise<number> {
  const loading = { terminal, forSandbox: flags.sandbox === true }
  const configuration = await requireConfiguration(path, loading)
  const vendors = await reachVendors(flags)
  try {
    const service = await start(configuration, { path, flags, loading, terminal, vendors })
    terminal.onHangup(() => void service.core.reload())
    const result = await Promise.race([service.finished, aborted(terminal.interrupt)])
    if (result !== undefined && 'error' in result) return EXIT.failed
    await service.stop('a signal asked for it.')
    return EXIT.ok
  } finally {
    await vendors.close()
  }
}

/** The way to the vendors, or to the sandbox in their place. */
interface Vendors {
  readonly transport: Transport
  readonly transportOf: (instance: Instance) => Transport | undefined
  readonly close: () => Promise<void>
}

async function reachVendors({ sandbox: isWanted = false }: RunFlags): Promise<Vendors> {
  const transport = createUndiciTransport()
  const sandbox = isWanted ? await startSandbox() : undefined
  const origins = sandbox === undefined ? undefined : sandboxOrigins(sandbox)
  return {
    transport,
    transportOf: ({ plan }) => {
      const origin = origins?.[plan.destination.slug]
      return origin === undefined ? undefined : redirect(transport, origin)
    },
    close: async () => {
      await transport.close()
      await sandbox?.close()
    }
  }
}

interface Surroundings {
  readonly path: string
  readonly flags: RunFlags
  readonly loading: LoadOptions
  readonly terminal: Terminal
  readonly vendors: Vendors
}

async function start(configuration: ServiceConfiguration, around: Surroundings): Promise<RunningService> {
  const { path, loading, vendors } = around
  const store = await openStore(configuration.data)
  try {
    const service = await startService({
      configuration,
      readAgain: () => loadConfiguration(path, loading),
      store,
      transport: vendors.transport,
      transportOf: vendors.transportOf,
      clock: systemClock,
      random: Math.random,
      newId: randomUUID,
      parts: partsOf(around)
    })
    if (around.flags.log !== 'json') for (const line of service.where) around.terminal.out(`  ${line}\n`)
    return service
  } catch (error) {
    throw startProblem(configuration, error)
  }
}

function partsOf({ flags, terminal }: Surroundings): readonly ServicePart[] {
  return [
    flags.log === 'json' ? createServiceLog({ write: terminal.err }) : createNotes(terminal),
    createTracing({ environment: terminal.environment }),
    deletionRecords,
    createOperations({ newToken: () => randomBytes(32).toString('base64url') })
  ]
}

/** Says what a person at the terminal should know. */
function createNotes(terminal: Terminal): ServicePart {
  return {
    name: 'notes',
    open: async ({ configuration, redact }) => ({
      tell: (event: ServiceEvent) => {
        if (event.kind === 'service-started') return terminal.out(`${startNote(configuration(), event)}\n`)
        const note = serviceNote(event)
        if (note !== undefined) terminal.err(`${redact(note)}\n`)
      },
      close: async () => undefined
    })
  }
}

function startProblem({ http }: ServiceConfiguration, error: unknown): unknown {
  if (error instanceof CannotStart || error instanceof QueueStoreError) return new UsageError(error.message)
  const code = errorCode(error)
  if (!['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'].includes(code)) return error
  return new UsageError(
    `It cannot listen on ${http.host}:${http.port} (${code}); choose another http.host or http.port.`
  )
}
