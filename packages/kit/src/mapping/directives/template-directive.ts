import { computedFrom } from '../compiled'
import type { Compiled, Resolve } from '../compiled'
import { describe } from '../describe'
import { mappingFailure } from '../mapping-error'
import { readerOf, textOfPath } from '../path'
import { mistake, whereOf } from '../place'
import type { Place } from '../place'
import { partsOfTemplate } from '../template'
import type { TemplatePart } from '../template'
import { textOf } from '../text'
import { compileText } from './directive'
import type { Directive } from './directive'

/** `@template`: text with the event's values in it. The template may come from another directive. */
export const templateDirective: Directive = (value, place) => {
  const template = compileText(value, { ...place, undefinedDepth: 0 })
  if (template.kind !== 'constant') return dynamicTemplate(template, place)
  if (typeof template.value === 'string') return fixedTemplate(template.value)
  return template.value === undefined
    ? template
    : mistake(place, (where) => `${where} gives ${describe(template.value)}; give it a string.`)
}

const fixedTemplate = (template: string): Compiled => {
  const parts = partsOfTemplate(template)
  const keyLists = parts.flatMap((part) => (part.kind === 'path' ? [part.keys] : []))
  return keyLists.length === 0
    ? { kind: 'constant', value: template }
    : { kind: 'computed', resolve: writerOf(parts), paths: [...new Set(keyLists.map(textOfPath))] }
}

const dynamicTemplate = (template: Exclude<Compiled, { kind: 'constant' }>, { path: at }: Place): Compiled =>
  computedFrom([template], (source) => {
    const text = template.resolve(source)
    if (typeof text === 'string') return writerOf(partsOfTemplate(text))(source)
    const message = `${whereOf(at)} got ${describe(text)} as its template; make sure the directive under it gives a string.`
    throw mappingFailure(at, message)
  })

/** The closure that writes a template; the usual one, a value between two texts, takes no loop. */
const writerOf = (parts: readonly TemplatePart[]): Resolve => {
  const texts = parts.filter(({ kind }) => kind === 'text')
  if (parts.length - texts.length === 1) return writeOne(parts)
  const writers = parts.map((part): ((source: unknown) => string) => {
    if (part.kind === 'text') return () => part.text
    const read = readerOf(part.keys)
    return (source) => textOf(read(source))
  })
  return (source) => {
    let text = ''
    for (const write of writers) text += write(source)
    return text
  }
}

const writeOne = (parts: readonly TemplatePart[]): Resolve => {
  const index = parts.findIndex(({ kind }) => kind === 'path')
  const [before, after] = [textAt(parts, index - 1), textAt(parts, index + 1)]
  const read = readerOf(parts.flatMap((part) => (part.kind === 'path' ? part.keys : [])))
  return (source) => before + textOf(read(source)) + after
}

const textAt = (parts: readonly TemplatePart[], index: number): string => {
  const part = parts[index]
  return part?.kind === 'text' ? part.text : ''
}
