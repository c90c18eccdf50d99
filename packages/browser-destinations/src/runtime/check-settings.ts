import type { Setting } from './definition'

/** What is wrong with the settings a page gives, as the end of a sentence; undefined when nothing is. */
export function settingsProblem(definitions: Readonly<Record<string, Setting>>, settings: unknown): string | undefined {
  const given = new Map(Object.entries(settings ?? {}))
  for (const [key, { label, required, choices }] of Object.entries(definitions)) {
    const value: unknown = given.get(key)
    if (value === undefined || value === '') {
      if (required) return `the setting ${key} (${label}) is missing`
    } else if (typeof value !== 'string') {
      return `the setting ${key} (${label}) must be a text`
    } else if (choices !== undefined && !choices.some((choice) => choice.value === value)) {
      return `the setting ${key} (${label}) must be one of ${choices.map((choice) => `"${choice.value}"`).join(', ')}`
    }
  }
  return undefined
}
