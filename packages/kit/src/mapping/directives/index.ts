import { caseDirective } from './case-directive'
import type { Directive } from './directive'
import { ifDirective } from './if-directive'
import { literalDirective } from './literal-directive'
import { pathDirective } from './path-directive'
import { templateDirective } from './template-directive'

/** Every directive by its key in a mapping. */
export const directives: ReadonlyMap<string, Directive> = new Map([
  ['@path', pathDirective],
  ['@template', templateDirective],
  ['@literal', literalDirective],
  ['@if', ifDirective],
  ['@case', caseDirective]
])
