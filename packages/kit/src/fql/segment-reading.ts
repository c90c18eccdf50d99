import type { FqlNode } from './fql-node'
import { joinTerms, type SegmentOperator, type SegmentTerm } from './segment-term'
import {
  isKeyedRoot,
  isSegmentOperator,
  isSegmentRoot,
  segmentComparison,
  segmentTerm,
  segmentValue,
  type SegmentRoot
} from './segment-clause'
import { SegmentRefusal, segmentTokens, type SegmentToken } from './segment-tokens'

/** What Segment's runtime effectively evaluates for an expression, and what on the way there was not as it seems. */
export type SegmentReading = { readonly reasons: readonly string[] } & (
  | { readonly kind: 'refused' | 'never' | 'throws' | 'unsayable' }
  | { readonly kind: 'expression'; readonly ast: FqlNode }
)

interface Level {
  readonly tokens: readonly SegmentToken[]
  readonly reasons: Set<string>
  readonly isGroup: boolean
  index: number
}

/** Reads an expression as Segment's runtime does. */
export function readAsSegment(source: string): SegmentReading {
  const reasons = new Set<string>()
  try {
    const term = readLevel({ tokens: segmentTokens(source), reasons, isGroup: false, index: 0 })
    if (term === undefined) throw new SegmentRefusal('it finds no condition')
    const reading = term.kind === 'condition' ? { kind: 'expression' as const, ast: term.ast } : term
    return { ...reading, reasons: [...reasons] }
  } catch (error) {
    if (!(error instanceof SegmentRefusal)) throw error
    return { kind: 'refused', reasons: [...reasons, `Segment's parser fails: ${error.message}.`] }
  }
}

/** Reads one level of an expression; undefined stands for a level without any condition. */
function readLevel(level: Level): SegmentTerm | undefined {
  const terms: (SegmentTerm | undefined)[] = []
  const operators: SegmentOperator[] = []
  for (let token = take(level); token !== undefined && token.kind !== 'end'; token = take(level)) {
    if (token.kind === 'conditional') operators.push(token.value === 'or' ? 'or' : 'and')
    else terms.push(...readTerm(level, token))
  }
  const operator = operators.at(-1) ?? 'and'
  if (operators.some((other) => other !== operator)) {
    level.reasons.add(`Segment joins all conditions of a level by the level's last operator, here "${operator}".`)
  }
  return terms.length > 1 ? joinTerms(operator, terms) : terms[0]
}

/** Nothing, one term, or the undefined that an empty group leaves behind. */
function readTerm(level: Level, token: SegmentToken): readonly (SegmentTerm | undefined)[] {
  if (token.kind === 'word') return readWord(level, token)
  if (token.kind === 'punctuation' && token.value === '(') return [readGroup(level)]
  if (token.kind !== 'operator' || token.value !== '!') return []
  const next = level.tokens[level.index]
  if (next !== undefined && isCall(next)) {
    level.index += 1
    return readCall(level, next.value, true)
  }
  level.reasons.add('Segment passes over "!" before anything but contains() and match().')
  return []
}

function readWord(level: Level, token: SegmentToken): readonly SegmentTerm[] {
  if (isCall(token)) return readCall(level, token.value, false)
  const [root = ''] = token.value.split('.')
  if (isSegmentRoot(root)) return [readComparison(level, token, root)]
  level.reasons.add(`Segment does not know "${token.value}" and passes over it.`)
  if (root in {}) {
    // Segment's parser looks fields up in an object, takes what that inherits for a field, and drops the clause.
    takeNext(level)
    takeNext(level)
  }
  return []
}

function readComparison(level: Level, token: SegmentToken, root: SegmentRoot): SegmentTerm {
  const operator = takeNext(level)
  const value = takeNext(level)
  if (!isSegmentOperator(operator.value)) {
    level.reasons.add(`Segment finds ${operator.value} where an operator belongs, so that clause never matches.`)
  }
  if (/^[<>]/.test(operator.value) && Number.isNaN(Number(segmentValue(value)))) {
    level.reasons.add(`Segment finds ${value.value} where a number belongs after "${operator.value}".`)
  }
  return segmentTerm({ root, name: withoutRoot(token.value, root), ...segmentComparison(root, operator, value) })
}

// Segment checks neither the parentheses of a call nor its comma.
function readCall(level: Level, name: string, isNegated: boolean): readonly SegmentTerm[] {
  take(level)
  const field = takeNext(level)
  take(level)
  const argument = takeNext(level)
  take(level)
  const root = callRoot(field.value)
  if (root === undefined) {
    level.reasons.add(`Segment drops ${name}() on "${field.value}".`)
    return []
  }
  const { operator, value } = name === 'contains' ? containsCall(argument) : matchCall(argument)
  const fullOperator = isNegated ? `not_${operator}` : operator
  return [segmentTerm({ root, name: withoutRoot(field.value, root), operator: fullOperator, value })]
}

const containsCall = (argument: SegmentToken) => ({ operator: 'contains', value: String(segmentValue(argument)) })

// A star at the end makes it a prefix; else it is a suffix, and the first character is taken for a star without a look.
function matchCall(argument: SegmentToken) {
  const value = String(segmentValue(argument))
  return argument.value.endsWith('*"')
    ? { operator: 'starts_with', value: value.slice(0, -1) }
    : { operator: 'ends_with', value: value.slice(1) }
}

function callRoot(field: string): SegmentRoot | undefined {
  if (field === 'event' || field === 'name' || field === 'userId') return field
  const [root = ''] = /^(?:properties|traits|context)/.exec(field) ?? []
  return isSegmentRoot(root) ? root : undefined
}

function readGroup(level: Level): SegmentTerm | undefined {
  if (level.isGroup) throw new SegmentRefusal('it cannot read parentheses inside parentheses')
  const end = level.tokens.findIndex(
    ({ kind, value }, at) => at >= level.index && kind === 'punctuation' && value === ')'
  )
  if (end < 0) throw new SegmentRefusal('a parenthesis is not closed')
  const tokens = level.tokens.slice(level.index, end)
  const next = level.tokens[end + 1]
  if (tokens.some(isCall) && next?.value !== ')') {
    level.reasons.add(
      'Segment ends a group in parentheses at the first ")", also where that closes contains() or match().'
    )
  }
  level.index = end + 1
  return readLevel({ ...level, tokens: [...tokens, { kind: 'end', value: 'eos' }], isGroup: true, index: 0 })
}

const isCall = ({ kind, value }: SegmentToken): boolean =>
  kind === 'word' && (value === 'contains' || value === 'match')

const withoutRoot = (field: string, root: SegmentRoot): string =>
  isKeyedRoot(root) && field.startsWith(`${root}.`) ? field.slice(root.length + 1) : field

function take(level: Level): SegmentToken | undefined {
  const token = level.tokens[level.index]
  level.index += 1
  return token
}

function takeNext(level: Level): SegmentToken {
  const token = take(level)
  if (token === undefined) throw new SegmentRefusal('a clause is not complete')
  return token
}
