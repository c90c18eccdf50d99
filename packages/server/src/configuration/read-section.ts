import { checkSettings } from '@waybill/kit'
import type { SettingFields } from '@waybill/kit'
import type { Complete } from './complete'
import { parsePlace } from './parse-place'
import type { ProblemLog } from './problem-log'
import type { Path } from './yaml-text'

export interface SectionOptions<Definitions extends SettingFields> {
  readonly fields: Definitions
  readonly path: Path
  /** What the section is called in a sentence, such as `http`. */
  readonly name: string
}

/** Checks one section against its declaration; undefined when something in it is wrong, which the log then knows. */
export function readSection<const Definitions extends SettingFields>(
  value: unknown,
  { fields, path, name }: SectionOptions<Definitions>,
  log: ProblemLog
): Complete<Definitions> | undefined {
  // `http:` with nothing below it is null, and means the same as leaving it out.
  const checked = checkSettings(fields, value ?? {}, name)
  if (checked.ok) return checked.settings as Complete<Definitions>
  for (const problem of checked.problems) log.add([...path, ...parsePlace(problem.path)], problem.message)
  return undefined
}
