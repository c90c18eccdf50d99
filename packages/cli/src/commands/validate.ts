import { destinations } from '@waybill/destinations'
import { compileDestination, lintDestination } from '@waybill/kit'
import type { ConfigurationProblem, Destination } from '@waybill/kit'
import { EXIT } from '../exit-status'
import type { Output } from '../output/writer'
import { findDestination } from '../settings/find-destination'
import { readSettings } from '../settings/read-settings'
import { UsageError } from '../usage-error'

export interface ValidateFlags {
  readonly to?: string
  readonly settings?: string
  readonly json?: boolean
}

/** `actions-cli validate`: checks definitions, and settings if given, without sending anything. */
export async function validate(flags: ValidateFlags, output: Output): Promise<number> {
  if (flags.settings !== undefined && flags.to === undefined) {
    throw new UsageError('Say with --to which destination the settings are for.')
  }
  const chosen = flags.to === undefined ? Object.values(destinations) : [findDestination(flags.to)]
  const reports = await Promise.all(
    chosen.map(async (destination) => ({
      destination: destination.slug,
      problems: [...lintDestination(destination), ...(await checkSettings(destination, flags.settings))]
    }))
  )
  if (flags.json) output.out(`${JSON.stringify(reports)}\n`)
  else for (const report of reports) output.out(reportText(report))
  return reports.every(({ problems }) => problems.length === 0) ? EXIT.ok : EXIT.failed
}

async function checkSettings(
  destination: Destination,
  source: string | undefined
): Promise<readonly ConfigurationProblem[]> {
  if (source === undefined) return []
  const compiled = compileDestination(destination, { settings: await readSettings(destination, source, process.env) })
  return compiled.ok ? [] : compiled.problems
}

function reportText({
  destination,
  problems
}: {
  destination: string
  problems: readonly ConfigurationProblem[]
}): string {
  if (problems.length === 0) return `${destination}: fine.\n`
  return `${destination}:\n${problems.map(({ place, message }) => `  ${place}: ${message}\n`).join('')}`
}
