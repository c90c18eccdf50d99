import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { destinations } from '@waybill/destinations'
import { readConfiguration } from '@waybill/server'
import type { PlacedProblem, ReadConfiguration, ServiceConfiguration } from '@waybill/server'
import type { Terminal } from '../output/terminal'
import { errorCode, UsageError } from '../usage-error'
import { sandboxSettings } from '../settings/sandbox-targets'
import { sourceKinds } from './source-kinds'

/** Within the data folder, since a service may be allowed to write there and nowhere else. */
const SANDBOX_FOLDER = 'sandbox'

export interface LoadOptions {
  readonly terminal: Pick<Terminal, 'environment'>
  /** Whether the sandbox's settings take the place of those in the file, and a data folder of its own that of the service. */
  readonly forSandbox?: boolean
}

/** Reads a configuration file; what is wrong with its content is part of the result. */
export async function loadConfiguration(
  path: string,
  { terminal: { environment }, forSandbox = false }: LoadOptions
): Promise<ReadConfiguration> {
  const read = readConfiguration(await readConfigurationText(path), {
    destinations,
    sourceKinds,
    environment,
    folder: dirname(resolve(path)),
    ...(forSandbox && { settingsOf: sandboxSettings })
  })
  return forSandbox && read.ok ? { ...read, configuration: withSandboxFolder(read.configuration) } : read
}

/** What waits for the vendors must not go to simulators, and what these answered must not count as a proof. */
const withSandboxFolder = (configuration: ServiceConfiguration): ServiceConfiguration => ({
  ...configuration,
  data: { ...configuration.data, folder: join(configuration.data.folder, SANDBOX_FOLDER) }
})

/** A configuration that has to be right for a command to run at all. */
export async function requireConfiguration(path: string, options: LoadOptions): Promise<ServiceConfiguration> {
  const read = await loadConfiguration(path, options)
  if (read.ok) return read.configuration
  throw new UsageError(`The configuration cannot be used; correct this:\n${problemLines(path, read.problems)}`)
}

export const readConfigurationText = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    const advice = errorCode(error) === 'ENOENT' ? 'name another, or write one with actions-cli init' : 'check it'
    throw new UsageError(`The configuration ${path} cannot be read (${errorCode(error)}); ${advice}.`)
  })

export const problemLines = (path: string, problems: readonly PlacedProblem[]): string =>
  problems.map((problem) => problemLine(path, problem)).join('\n')

/** A problem as editors and terminals make it a link. */
export const problemLine = (path: string, { line, column, message }: PlacedProblem): string =>
  `${path}:${line}:${column}: ${message}`
