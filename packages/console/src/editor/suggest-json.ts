import { endOfString, jsonSpotAt } from './json-spot'
import type { JsonSpot } from './json-spot'
import type { Suggestion, Suggestions } from './suggestion'

/** One value or key that fits somewhere; `value` is what is written for a value, or after a key. */
export interface JsonSuggestion extends Omit<Suggestion, 'template'> {
  /** JSON with `${}` where the cursor goes. @default the label as a string, or an empty string after a key */
  readonly value?: string
}

/** What fits at a spot. */
export type JsonHelp = (spot: JsonSpot) => readonly JsonSuggestion[]

/** Suggestions for a position in JSON, written with the quotes, colons and brackets they need. */
export function suggestJson(text: string, position: number, help: JsonHelp): Suggestions | undefined {
  const spot = jsonSpotAt(text, position)
  const used = new Set(spot.kind === 'key' ? spot.siblings : [])
  const options = help(spot).filter(({ label }) => !used.has(label))
  if (options.length === 0) return undefined
  const from = spot.from - (spot.isQuoted ? 1 : 0)
  const to = spot.isQuoted ? Math.min(text.length, endOfString(text, from)) : position
  const hasValue = /^\s*:/.test(text.slice(to))
  return {
    from: spot.from,
    replace: { from, to },
    options: options.map(({ value, ...option }) => ({
      ...option,
      template: spot.kind === 'value' ? (value ?? quoted(option.label)) : keyTemplate(option.label, value, hasValue)
    }))
  }
}

const quoted = (label: string): string => JSON.stringify(label)

const keyTemplate = (label: string, value: string | undefined, hasValue: boolean): string =>
  hasValue ? quoted(label) : `${quoted(label)}: ${value ?? '"${}"'}`
