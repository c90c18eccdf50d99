import { isJsonObject } from '@waybill/kit'
import type { Destination, Examples } from '@waybill/kit'
import type { SegmentDefinition } from '@waybill/kit/segment'
import type { Definition } from './definition'

export type CheckedDefinition =
  { readonly ok: true; readonly definition: Definition } | { readonly ok: false; readonly problem: string }

type Shape = Readonly<Record<string, unknown>>

/** The definition among the exports of a file; types are gone when it is loaded, so its shape is looked at. */
export function checkDefinition(exports: unknown): CheckedDefinition {
  const candidates = exportsOf(exports).filter((value): value is Shape => isShape(value) && isShape(value['actions']))
  const [candidate] = candidates
  if (candidate === undefined) {
    return problem('it exports no destination; export what defineDestination() returns')
  }
  if (new Set(candidates).size > 1) return problem('it exports several destinations; keep one in a folder')
  if (isSegment(candidate)) {
    return { ok: true, definition: { kind: 'segment', definition: candidate as unknown as SegmentDefinition } }
  }
  const mistake = mistakeIn(candidate)
  if (mistake !== undefined) return problem(mistake)
  return { ok: true, definition: { kind: 'declared', destination: candidate as unknown as Destination } }
}

/** The examples among the exports of an examples.ts. */
export function checkExamples(exports: unknown): Examples | undefined {
  const found = exportsOf(exports).find((value) => isShape(value) && isShape(value['settings']) && isExamples(value))
  return found as Examples | undefined
}

const isExamples = ({ examples }: Shape): boolean =>
  Array.isArray(examples) &&
  examples.every((example) => isShape(example) && isShape(example['event']) && typeof example['title'] === 'string')

const exportsOf = (exports: unknown): readonly unknown[] => (isShape(exports) ? Object.values(exports) : [])

const isShape = (value: unknown): value is Shape => isJsonObject(value)

const problem = (text: string): CheckedDefinition => ({ ok: false, problem: text })

const isSegment = ({ actions, mode }: Shape): boolean =>
  Object.values(actions as Shape).some((action) => isShape(action) && typeof action['perform'] === 'function') ||
  mode === 'device'

/** The first thing missing without which nothing of it can be run; what it says is for `validate` to judge. */
function mistakeIn(destination: Shape): string | undefined {
  for (const key of ['name', 'slug', 'description']) {
    if (typeof destination[key] !== 'string') return `the destination needs a "${key}", which is a string`
  }
  if (!Array.isArray(destination['integrationNames']))
    return 'the destination needs "integrationNames", which is a list'
  if (!isShape(destination['settings'])) return 'the destination needs "settings", made with defineSettings()'
  const { authentication } = destination
  if (!isShape(authentication) || typeof authentication['headers'] !== 'function') {
    return 'the destination needs "authentication" with a function "headers"'
  }
  const actions = destination['actions'] as Shape
  for (const [name, action] of Object.entries(actions)) {
    const mistake = mistakeInAction(action)
    if (mistake !== undefined) return `the action "${name}" ${mistake}`
  }
  return mistakeInPresets(destination['presets'], actions)
}

function mistakeInPresets(presets: unknown, actions: Shape): string | undefined {
  if (!Array.isArray(presets)) return 'the destination needs "presets", which is a list'
  for (const preset of presets as readonly unknown[]) {
    const { name, partnerAction } = isShape(preset) ? preset : {}
    if (typeof partnerAction !== 'string' || !Object.hasOwn(actions, partnerAction)) {
      return `the preset "${String(name)}" names no action of the destination in "partnerAction"`
    }
  }
  return undefined
}

function mistakeInAction(action: unknown): string | undefined {
  if (!isShape(action)) return 'is missing; check what it is imported from'
  if (!isShape(action['fields'])) return 'needs "fields"'
  if (typeof action['items'] !== 'function') return 'needs a function "items"'
  const { endpoint } = action
  if (!isShape(endpoint) || typeof endpoint['request'] !== 'function' || !isShape(endpoint['limits'])) {
    return 'needs an "endpoint", made with defineEndpoint()'
  }
  return undefined
}
