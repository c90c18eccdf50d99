import { compileDestination } from '@waybill/kit'
import type { ConfigurationProblem, Destination, DestinationPlan } from '@waybill/kit'
import { UsageError } from '../usage-error'
import { settingVariable } from './read-settings'
import type { Settings } from './read-settings'

/** A destination with its settings, ready to plan; every mistake in the settings is reported at once. */
export function compileTarget(destination: Destination, settings: Settings, source: string): DestinationPlan {
  const compiled = compileDestination(destination, { settings })
  if (compiled.ok) return compiled.plan
  const problems = compiled.problems.map((problem) => `  ${problemText(destination, problem, source)}\n`).join('')
  throw new UsageError(
    `The settings of ${destination.name} from ${sourceName(source)} cannot be used; correct these:\n${problems.trimEnd()}`
  )
}

/** One problem as one line, with the variable to set when the settings come from the environment. */
export function problemText(destination: Destination, { place, message }: ConfigurationProblem, source = ''): string {
  const key = /^settings\.(\w+)/.exec(place)?.[1]
  if (source !== 'env' || key === undefined) return `${place}: ${message}`
  return `${settingVariable(destination.slug, key)}: ${message}`
}

const sourceName = (source: string): string => (source === 'env' ? 'the environment' : source)
