import { compileDestination } from '@waybill/kit'
import type { Destination, DestinationPlan } from '@waybill/kit'
import { settingVariable } from './read-settings'
import { UsageError } from '../usage-error'

/** A destination with its settings, ready to plan; every mistake in the settings is reported at once. */
export function compileTarget(destination: Destination, settings: Readonly<Record<string, unknown>>): DestinationPlan {
  const compiled = compileDestination(destination, { settings })
  if (compiled.ok) return compiled.plan
  const problems = compiled.problems.map(({ place, message }) => `  ${place}: ${message}`).join('\n')
  const [key = ''] = Object.keys(destination.settings)
  throw new UsageError(
    `The settings of ${destination.name} cannot be used:\n${problems}\n` +
      `Give them with --settings FILE (JSON), or with --settings env (${settingVariable(destination.slug, key)}, …).`
  )
}
