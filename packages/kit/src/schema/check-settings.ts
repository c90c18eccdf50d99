import type { SettingField, SettingFields } from '../fields'
import { isJsonObject } from '../json'
import { closestName } from './closest-name'
import { compileField } from './compile-field'
import { wholePattern } from './pattern'
import { causesOf, finding, isRefusal, placeUnder, toProblems, type FieldProblem, type Finding } from './problem'
import { kindOf } from './value-kind'

/** Settings after their check: complete and converted, or everything that is wrong with them. */
export type CheckedSettings =
  | { readonly ok: true; readonly settings: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] }

interface CheckedSetting {
  readonly value: unknown
  readonly findings: readonly Finding[]
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

const hasForm = (regex: string, value: unknown): boolean => {
  const expression = new RegExp(wholePattern(regex), 'u')
  return [value].flat().every((item) => typeof item !== 'string' || expression.test(item))
}

/** The grammar of URIs takes ports and hosts that no client can reach. */
const isUnreachable = ({ format }: SettingField, value: unknown): boolean =>
  format === 'uri' && [value].flat().some((item) => typeof item === 'string' && !URL.canParse(item))

const checkSetting = (field: SettingField, given: unknown): CheckedSetting => {
  const { label, required = false, pattern } = field
  const value = isGiven(given) ? given : field.default
  if (value === undefined) {
    return { value, findings: required ? [finding(label, 'is required, but it is missing')] : [] }
  }
  const findings: Finding[] = []
  const answer = compileField(field, 'root')(value, findings)
  if (isRefusal(answer)) return { value: undefined, findings: causesOf(answer) }
  findings.push(...boundFindings(field, answer))
  if (isUnreachable(field, answer))
    findings.push(finding(label, 'is no address that can be reached; check host and port'))
  if (pattern !== undefined && !hasForm(pattern.regex, answer)) {
    findings.push(finding(label, `does not have the right form: ${pattern.message}`))
  }
  return { value: answer, findings }
}

/** Segment knows no bounds of whole numbers, nor settings with bounds; of other numbers the field's own check knows those that are not 0. */
const boundFindings = (
  { label, type, minimum = -Infinity, maximum = Infinity }: SettingField,
  value: unknown
): readonly Finding[] => {
  if ((type !== 'integer' && type !== 'number') || typeof value !== 'number') return []
  if (value < minimum) return [finding(label, `must be at least ${minimum}, not less`)]
  return value > maximum ? [finding(label, `must be at most ${maximum}, not more`)] : []
}

const unknownSetting = (name: string, names: readonly string[], owner: string): Finding => {
  const meant = closestName(name, names)
  const hint = meant === undefined ? `known are ${names.join(', ')}` : `did you mean ${meant}?`
  return placeUnder(name, finding('Setting', `is not one of ${owner}'s; ${hint}`))
}

/** Checks settings, most often of a destination, fills in defaults, and reports everything that is wrong at once. */
export const checkSettings = (
  fields: SettingFields,
  settings: unknown,
  owner = 'this destination'
): CheckedSettings => {
  if (!isJsonObject(settings)) {
    const message = `Settings must be an object, not ${kindOf(settings)}.`
    return { ok: false, problems: [{ path: '', label: 'Settings', message }] }
  }
  const names = Object.keys(fields)
  const checked: Record<string, unknown> = {}
  const findings: Finding[] = Object.keys(settings)
    .filter((name) => !names.includes(name))
    .map((name) => unknownSetting(name, names, owner))
  for (const [name, field] of Object.entries(fields)) {
    const { value, findings: found } = checkSetting(field, settings[name])
    if (value !== undefined) checked[name] = value
    findings.push(...found.map((each) => placeUnder(name, each)))
  }
  return findings.length === 0 ? { ok: true, settings: checked } : { ok: false, problems: toProblems(findings) }
}
