import { randomBytes, randomUUID } from 'node:crypto'
import { pageFolder } from '@waybill/console'
import { systemClock } from '@waybill/runner'
import { deletionRecords, startService } from '@waybill/server'
import type { RunningService, ServiceConfiguration, ServiceOptions, ServicePart } from '@waybill/server'
import { createOperations, createTracing } from '@waybill/server/operations'
import type { Terminal } from '../output/terminal'
import { openStore } from './open-store'
import type { Vendors } from './reach-vendors'
import { startProblem } from './start-problem'

export interface StartOptions extends Pick<ServiceOptions, 'readAgain' | 'describeProblem' | 'tuning'> {
  readonly configuration: ServiceConfiguration
  readonly vendors: Vendors
  readonly environment: Terminal['environment']
  /** Whether a person reads where to look, not a file: only then is the token of the page told. */
  readonly isForPerson: boolean
  /** Whatever tells of what happens. */
  readonly log: ServicePart
}

/** Starts a service on this machine: its queue in its data folder, its ports, its parts. */
export async function startConfigured(options: StartOptions): Promise<RunningService> {
  const { configuration, vendors, readAgain, describeProblem, tuning } = options
  const store = await openStore(configuration.data)
  try {
    return await startService({
      configuration,
      readAgain,
      store,
      transport: vendors.transport,
      transportOf: vendors.transportOf,
      clock: systemClock,
      random: Math.random,
      newId: randomUUID,
      parts: partsOf(options),
      ...(describeProblem && { describeProblem }),
      ...(tuning && { tuning })
    })
  } catch (error) {
    throw startProblem(configuration, error)
  }
}

const partsOf = ({ environment, log, isForPerson }: StartOptions): readonly ServicePart[] => [
  log,
  createTracing({ environment }),
  deletionRecords,
  createOperations({
    newToken: () => randomBytes(32).toString('base64url'),
    pageFolder,
    tellsToken: isForPerson
  })
]
