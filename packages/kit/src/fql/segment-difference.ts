import { isSameFql } from './normal-form'
import { parseFql, type FqlParseResult } from './parse-fql'
import { printFql } from './print-fql'
import { clauseReasons } from './segment-reasons'
import { readAsSegment, type SegmentReading } from './segment-reading'
import { suggestForSegment } from './segment-suggestion'

/** How Segment's runtime understands an expression that it understands differently. */
export interface SegmentDifference {
  /** What in the expression Segment takes otherwise, in full sentences. */
  readonly problem: string
  /** The expression that Segment's runtime effectively evaluates, or a sentence where there is none. */
  readonly segmentReads: string
  /** An equivalent expression that both read the same. */
  readonly suggestion?: string
}

/**
 * Tells whether Segment's runtime would understand an expression differently; undefined means that both match the same events.
 *
 * One case is left out because it would concern every nested field: where an event has a text or a list in place of an object,
 * Segment also finds what those inherit (`context.page.search` of a page that is a text).
 *
 * This is a model of `@segment/destination-subscriptions` 3.37; what it says of expressions is held against that package in tests.
 *
 * @see https://github.com/segmentio/action-destinations/tree/main/packages/destination-subscriptions
 */
export function segmentDifference(source: string): SegmentDifference | undefined {
  const ours = parseFql(source)
  const reading = readAsSegment(source)
  if (isAlike(ours, reading)) return undefined
  const suggestion = ours.ok ? suggestForSegment(ours.ast) : undefined
  return {
    problem: describeProblem(ours, reading),
    segmentReads: describeReading(reading),
    ...(suggestion !== undefined && { suggestion })
  }
}

function isAlike(ours: FqlParseResult, reading: SegmentReading): boolean {
  if (!ours.ok) return reading.kind === 'refused' || reading.kind === 'never'
  return reading.kind === 'expression' && isSameFql(ours.ast, reading.ast)
}

function describeProblem(ours: FqlParseResult, reading: SegmentReading): string {
  const reasons = ours.ok
    ? [...reading.reasons, ...clauseReasons(ours.ast)]
    : [`Segment reads it in spite of a mistake: ${ours.error.message}`, ...reading.reasons]
  return [...new Set(reasons)].join(' ') || 'Segment joins or compares its clauses in another way.'
}

const describeReading = (reading: SegmentReading): string =>
  reading.kind === 'expression' ? printFql(reading.ast) : outcomes[reading.kind]

const outcomes = {
  refused: 'Segment refuses the expression, and no event matches.',
  never: 'Segment accepts the expression, but no event matches.',
  throws:
    'Segment accepts the expression, but fails with a TypeError on every event for which it gets to an empty part.',
  unsayable: 'Segment compares with something that FQL has no words for.'
} as const
