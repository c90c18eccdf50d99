import { parse } from '@babel/parser'
import type { Program } from '@babel/types'
import { UsageError } from '../usage-error'

/** The syntax of a TypeScript module, each node with its place in the text. */
export const parseModule = (source: string, path: string): Program => parseAs(source, path, false)

/** The syntax of a module in the making, which may import the same thing twice. */
export const parseDraft = (source: string, path: string): Program => parseAs(source, path, true)

function parseAs(source: string, path: string, errorRecovery: boolean): Program {
  try {
    return parse(source, { sourceType: 'module', plugins: ['typescript'], errorRecovery }).program
  } catch (error) {
    const message = error instanceof Error ? error.message : 'it is no TypeScript.'
    throw new UsageError(`${path} cannot be read: ${message}`)
  }
}

/** Where a node stands in the text. */
export const placeOf = ({
  start,
  end
}: {
  start?: number | null
  end?: number | null
}): { readonly start: number; readonly end: number } => {
  if (typeof start !== 'number' || typeof end !== 'number') throw new Error('The parser gave a node without a place.')
  return { start, end }
}
