import { computedFrom } from '../compiled'
import type { Compiled } from '../compiled'
import { describe } from '../describe'
import { mappingFailure } from '../mapping-error'
import { keysOfPath, readerOf, textOfPath } from '../path'
import { mistake, whereOf } from '../place'
import type { Place } from '../place'
import { compileText } from './directive'
import type { Directive } from './directive'

/** `@path`: the value at a path of the event, shared with it. The path may come from another directive. */
export const pathDirective: Directive = (value, place) => {
  const path = compileText(value, { ...place, undefinedDepth: 0 })
  if (path.kind !== 'constant') return dynamicPath(path, place)
  if (typeof path.value === 'string') return fixedPath(path.value)
  return path.value === undefined
    ? path
    : mistake(place, (where) => `${where} gives ${describe(path.value)}; give it a string.`)
}

const fixedPath = (text: string): Compiled => {
  const keys = keysOfPath(text)
  const canonical = textOfPath(keys)
  return { kind: 'path', text: canonical, resolve: readerOf(keys), paths: [canonical] }
}

const dynamicPath = (path: Exclude<Compiled, { kind: 'constant' }>, { path: at }: Place): Compiled =>
  computedFrom([path], (source) => {
    const text = path.resolve(source)
    if (typeof text === 'string') return readerOf(keysOfPath(text))(source)
    const message = `${whereOf(at)} got ${describe(text)} as its path; make sure the directive under it gives a string.`
    throw mappingFailure(at, message)
  })
