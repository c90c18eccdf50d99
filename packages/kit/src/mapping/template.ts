import { keysOfPlaceholder } from './path'
import type { PathKeys } from './path'

/** A template in pieces: fixed text, and the paths between. */
export type TemplatePart =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'path'; readonly keys: PathKeys }

const threeBraces = /\{\{\{([^}]+)\}\}\}/
const twoBraces = /\{\{([^}]+)\}\}/

/**
 * Splits `Hello {{traits.name}}` once and for all. Two braces and three mean the same. Unlike in actions-core, which
 * replaces three braces first and then looks for two in what came out, a value is never read as a template.
 */
export const partsOfTemplate = (template: string): readonly TemplatePart[] =>
  splitAt(template, threeBraces).flatMap((part) => (part.kind === 'text' ? splitAt(part.text, twoBraces) : [part]))

// Splitting at a pattern with one group gives text and group in turn.
const splitAt = (text: string, pattern: RegExp): readonly TemplatePart[] =>
  text.split(pattern).flatMap((piece, index): readonly TemplatePart[] => {
    if (index % 2 === 1) return [{ kind: 'path', keys: keysOfPlaceholder(piece.trim()) }]
    return piece === '' ? [] : [{ kind: 'text', text: piece }]
  })
