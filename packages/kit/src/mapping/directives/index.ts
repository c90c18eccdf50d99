import { arrayPathDirective } from './array-path-directive'
import { caseDirective } from './case-directive'
import type { Directive } from './directive'
import { excludeWhenNullDirective } from './exclude-when-null-directive'
import { flattenDirective } from './flatten-directive'
import { ifDirective } from './if-directive'
import { jsonDirective } from './json-directive'
import { liquidDirective } from './liquid-directive'
import { literalDirective } from './literal-directive'
import { mergeDirective } from './merge-directive'
import { pathDirective } from './path-directive'
import { replaceDirective } from './replace-directive'
import { templateDirective } from './template-directive'
import { transformDirective } from './transform-directive'

/** Every directive by its key in a mapping. */
export const directives: ReadonlyMap<string, Directive> = new Map([
  ['@path', pathDirective],
  ['@template', templateDirective],
  ['@literal', literalDirective],
  ['@if', ifDirective],
  ['@case', caseDirective],
  ['@replace', replaceDirective],
  ['@arrayPath', arrayPathDirective],
  ['@flatten', flattenDirective],
  ['@json', jsonDirective],
  ['@merge', mergeDirective],
  ['@transform', transformDirective],
  ['@excludeWhenNull', excludeWhenNullDirective],
  ['@liquid', liquidDirective]
])
