import type { Fields } from '../fields'
import { compileObject } from './compile-field'
import { causesOf, isRefusal, toProblems, type FieldProblem, type Finding } from './problem'

/** A payload after its check: cleaned and converted, or refused; either way with what had to be left out. */
export type CheckedPayload =
  | {
      readonly ok: true
      readonly payload: Readonly<Record<string, unknown>>
      readonly dropped: readonly FieldProblem[]
    }
  | { readonly ok: false; readonly problems: readonly FieldProblem[]; readonly dropped: readonly FieldProblem[] }

/** Checks one payload without changing it; a payload that needs no change comes back as it is. */
export type PayloadCheck = (payload: Readonly<Record<string, unknown>>) => CheckedPayload

/**
 * Compiles the fields of an action to the check of its payloads: it cleans and converts as Segment's runtime does,
 * but leaves a bad optional value out where Segment's rejects the whole event.
 */
export const compileSchema = (fields: Fields): PayloadCheck => {
  const hasFields = Object.keys(fields).length > 0
  // An action without fields takes whatever its mapping gives.
  const check = compileObject(fields, { place: 'root', keepUnknown: !hasFields, isLenient: false })
  return (payload) => {
    const found: Finding[] = []
    const answer = check(payload, found)
    const dropped = toProblems(found)
    return isRefusal(answer)
      ? { ok: false, problems: toProblems(causesOf(answer)), dropped }
      : { ok: true, payload: answer, dropped }
  }
}
