import { destinations } from '@waybill/destinations'
import { compileDestination, lintDestination } from '@waybill/kit'
import type { ConfigurationProblem, Destination } from '@waybill/kit'
import { EXIT } from '../exit-status'
import type { Terminal } from '../output/terminal'
import { problemText } from '../settings/compile-target'
import { findDestination } from '../settings/find-destination'
import { readSettings } from '../settings/read-settings'
import { UsageError } from '../usage-error'

export interface ValidateFlags {
  readonly to?: string
  readonly settings?: string
  readonly json?: boolean
}

/** `actions-cli validate`: checks definitions, and settings if given, without sending anything. */
export async function validate(flags: ValidateFlags, terminal: Terminal): Promise<number> {
  if (flags.settings !== undefined && flags.to === undefined) {
    throw new UsageError('Say with --to which destination the settings are for.')
  }
  const chosen = flags.to === undefined ? Object.values(destinations) : [findDestination(flags.to)]
  const reports: Report[] = []
  for (const destination of chosen) {
    const problems = [...lintDestination(destination), ...(await checkSettings(destination, flags.settings, terminal))]
    reports.push({ destination: destination.slug, problems })
    if (!flags.json) terminal.out(reportText(destination, problems, flags.settings))
  }
  if (flags.json) terminal.out(`${JSON.stringify(reports)}\n`)
  return reports.every(({ problems }) => problems.length === 0) ? EXIT.ok : EXIT.failed
}

async function checkSettings(
  destination: Destination,
  source: string | undefined,
  terminal: Terminal
): Promise<readonly ConfigurationProblem[]> {
  if (source === undefined) return []
  const compiled = compileDestination(destination, { settings: await readSettings(destination, source, terminal) })
  return compiled.ok ? [] : compiled.problems
}

interface Report {
  readonly destination: string
  readonly problems: readonly ConfigurationProblem[]
}

function reportText(
  destination: Destination,
  problems: readonly ConfigurationProblem[],
  source: string | undefined
): string {
  if (problems.length === 0) return `${destination.slug}: fine.\n`
  return `${destination.slug}:\n${problems.map((problem) => `  ${problemText(destination, problem, source)}\n`).join('')}`
}
