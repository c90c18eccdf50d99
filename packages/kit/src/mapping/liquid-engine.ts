import type * as liquidjs from 'liquidjs'
import { isJsonObject } from '../json'

// The tags and filters, and the limits, that Segment switches off or sets:
// https://github.com/segmentio/action-destinations/blob/main/packages/core/src/mapping-kit/liquid-directive.ts
const disabledTags = ['case', 'for', 'include', 'layout', 'render', 'tablerow']
const disabledFilters = (
  'array_to_sentence_string concat find find_exp find_index find_index_exp group_by group_by_exp has has_exp ' +
  'map newline_to_br reject reject_exp reverse sort sort_natural uniq where_exp type'
).split(' ')
const limits = { renderLimit: 500, parseLimit: 1000, memoryLimit: 1e8 }

let engine: liquidjs.Liquid | undefined

/** The engine behind `@liquid`, made when the first template asks: liquidjs costs a process more than all of the rest. */
export const liquidEngine = (): liquidjs.Liquid => (engine ??= createEngine())

const createEngine = (): liquidjs.Liquid => {
  const loaded: unknown = require('liquidjs')
  if (!isLiquidModule(loaded))
    throw new Error('The installed liquidjs has no engine; install the version kit depends on.')
  // Dates are written as UTC, which is the zone of Segment's servers, wherever this runs.
  const created = new loaded.Liquid({ ...limits, timezoneOffset: 0 })
  for (const tag of disabledTags) created.registerTag(tag, { parse: refuse('tag', tag), render: refuse('tag', tag) })
  // The parser looks up each filter it meets: refusing there finds a disabled filter before any event does.
  for (const name of disabledFilters) Object.defineProperty(created.filters, name, { get: refuse('filter', name) })
  return created
}

const isLiquidModule = (loaded: unknown): loaded is typeof liquidjs =>
  isJsonObject(loaded) && typeof loaded['Liquid'] === 'function'

const refuse = (kind: string, name: string) => (): never => {
  throw new Error(`${kind} "${name}" is disabled`)
}
