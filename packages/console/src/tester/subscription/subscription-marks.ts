import type { ExplainedField, SubscriptionProblem } from '@waybill/server/tester'
import type { Mark } from '../../editor/code-editor'
import { parseJsonTree, rangeOf } from '../../editor/json-tree'
import { readJson } from '../../editor/read-json'

/** What is wrong with an expression, at the place where it is wrong. */
export function filterMarks(text: string, problems: readonly SubscriptionProblem[]): readonly Mark[] {
  return problems
    .filter(({ part }) => part === 'subscribe')
    .map(({ message, position = 0 }) => {
      const from = Math.max(0, Math.min(position, text.length - 1))
      return { from, to: Math.min(text.length, from + 1), severity: 'error', message }
    })
}

/** What is wrong with a mapping: that it is no JSON, what cannot be compiled, and fields that did not take their value. */
export function mappingMarks(
  text: string,
  problems: readonly SubscriptionProblem[],
  fields: readonly ExplainedField[]
): readonly Mark[] {
  const read = readJson(text)
  if (read.kind === 'mistake') return [{ ...read.range, severity: 'error', message: read.message }]
  if (typeof read.value !== 'object' || read.value === null || Array.isArray(read.value)) {
    return [{ from: 0, to: text.length, severity: 'error', message: NO_OBJECT }]
  }
  const tree = parseJsonTree(text)
  const place = (path: string) => placeOf(path, (steps) => rangeOf(tree, text, steps))
  return [
    ...problems
      .filter(({ part }) => part === 'mapping')
      .map(({ message, path = '' }): Mark => ({ ...place(path), severity: 'error', message })),
    ...fields
      .filter(({ problems: found }) => found.length > 0)
      .map(({ key, state, problems: found }): Mark => ({
        ...place(key),
        severity: state === 'invalid' ? 'error' : 'warning',
        message: found.join(' ')
      }))
  ]
}

const NO_OBJECT = 'A mapping is an object: a key for each field, and what fills it.'

type Steps = readonly (string | number)[]
type Range = { readonly from: number; readonly to: number }

/** The most precise place the text has for a path such as `email.@if.then` or `products[0].price`. */
function placeOf(path: string, find: (steps: Steps) => Range | undefined): Range {
  const steps = Array.from(path.matchAll(/\[(\d+)\]|[^.[\]]+/g), ([name, index]) =>
    index === undefined ? name : Number(index)
  )
  for (let { length } = steps; length > 0; length -= 1) {
    const found = find(steps.slice(0, length))
    if (found !== undefined) return found
  }
  return { from: 0, to: 1 }
}
