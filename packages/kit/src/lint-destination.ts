import type { AnyAction, Destination, Preset } from './definition'
import type { Field, Fields } from './fields'
import { parseFql, segmentDifference } from './fql'
import { compileMapping, MappingError } from './mapping'
import { presetSubscription } from './plan'
import type { ConfigurationProblem, Subscription } from './plan'

const SECRET_NAME = /key|token|secret|password/i

/** Everything about a declaration that would surprise its users, each with its place; empty when it is clean. */
export function lintDestination(destination: Destination): readonly ConfigurationProblem[] {
  return [
    ...lintAbout(destination),
    ...Object.entries(destination.actions).flatMap(([name, action]) => lintAction(name, action)),
    ...destination.presets.flatMap((preset) => lintPreset(destination, preset)),
    ...repeated(Object.values(destination.actions).map(({ title }) => title)).map((title) =>
      problem('actions', `Two actions are titled "${title}"; Segment's runtime would mix up their schemas.`)
    ),
    ...repeated(destination.presets.map(({ name }) => name)).map((name) =>
      problem('presets', `Two presets are named "${name}".`)
    )
  ]
}

const problem = (place: string, message: string): ConfigurationProblem => ({ place, message })

const repeated = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index)

function lintAbout(destination: Destination): readonly ConfigurationProblem[] {
  const problems = Object.entries(destination.settings).flatMap(([key, field]) => {
    const found = lintTexts(`settings.${key}`, field)
    if (SECRET_NAME.test(key) && field.type !== 'password' && field.isPublic !== true) {
      found.push(
        problem(
          `settings.${key}`,
          'Its name says it is a secret; give it the type "password", or say isPublic if anyone may see it.'
        )
      )
    }
    return found
  })
  if (destination.description.trim() === '') problems.push(problem('description', 'It is empty.'))
  if (destination.integrationNames.length === 0) problems.push(problem('integrationNames', 'It is empty.'))
  return [...problems, ...lintWebhook(destination)]
}

function lintWebhook({ webhook }: Destination): readonly ConfigurationProblem[] {
  if (webhook === undefined) return []
  const { signatureHeader, timestampHeader } = webhook.signature
  return [
    ...(webhook.docs.startsWith('https://') ? [] : [problem('webhook', "It names no vendor's document.")]),
    ...[signatureHeader, timestampHeader]
      .filter((name) => name !== name.toLowerCase())
      .map((name) => problem('webhook', `The header "${name}" must be written in lower case, as servers give it.`))
  ]
}

function lintTexts(
  place: string,
  { label, description }: { label: string; description: string }
): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = []
  if (label.trim() === '') problems.push(problem(place, 'Its label is empty.'))
  if (!description.trim().endsWith('.')) problems.push(problem(place, 'Its description is not a full sentence.'))
  return problems
}

function lintAction(name: string, action: AnyAction): readonly ConfigurationProblem[] {
  const place = `actions.${name}`
  const problems = lintTexts(place, { label: action.title, description: action.description })
  if (!action.endpoint.docs.startsWith('https://'))
    problems.push(problem(place, "Its endpoint names no vendor's document."))
  if (action.defaultSubscription !== undefined) problems.push(...lintFql(place, action.defaultSubscription))
  for (const [key, field] of Object.entries(action.fields)) problems.push(...lintField(`${place}.fields.${key}`, field))
  return problems
}

function lintField(place: string, field: Field): readonly ConfigurationProblem[] {
  const problems = lintTexts(place, field)
  if (field.default !== undefined) problems.push(...lintMapping(place, { default: field.default }))
  for (const [key, property] of Object.entries(field.properties ?? {})) {
    problems.push(...lintField(`${place}.properties.${key}`, property))
  }
  return problems
}

function lintMapping(place: string, mapping: Subscription['mapping']): readonly ConfigurationProblem[] {
  try {
    compileMapping(mapping)
    return []
  } catch (error) {
    if (!(error instanceof MappingError)) throw error
    return [problem(place, error.message)]
  }
}

function lintPreset(destination: Destination, preset: Preset): readonly ConfigurationProblem[] {
  const place = `preset "${preset.name}"`
  const { mapping } = presetSubscription(destination, preset)
  const fields: Fields = destination.actions[preset.partnerAction]?.fields ?? {}
  const empty = Object.entries(fields).filter(([key, { required }]) => required === true && mapping[key] === undefined)
  return [
    ...lintFql(place, preset.subscribe),
    // The defaults of the fields are theirs to answer for.
    ...lintMapping(place, preset.mapping ?? {}),
    ...empty.map(([key]) => problem(place, `It leaves the required field "${key}" unmapped.`))
  ]
}

function lintFql(place: string, fql: string): readonly ConfigurationProblem[] {
  const parsed = parseFql(fql)
  if (!parsed.ok) return [problem(place, parsed.error.message)]
  const difference = segmentDifference(fql)
  if (difference === undefined) return []
  const instead = difference.suggestion === undefined ? '' : ` Write ${difference.suggestion} instead.`
  return [problem(place, `Segment's runtime reads its FQL differently: ${difference.problem}${instead}`)]
}
