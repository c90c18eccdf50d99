import type { Check, ObjectCheck } from './check'
import type { Demand, Views } from './demand'
import { causesOf, finding, isRefusal, leftOut, placeUnder, refuse, type Finding, type Refusal } from './problem'

type Source = Readonly<Record<string, unknown>>

/** One field of an object, compiled. */
export interface Property {
  readonly key: string
  readonly label: string
  readonly required: boolean
  readonly check: Check
}

/** An object whose fields are compiled. */
export interface ObjectShape {
  readonly properties: readonly Property[]
  readonly keepUnknown: boolean
  readonly demands: readonly Demand[]
}

/** What differs from the source so far. Most objects need none. */
interface Revision {
  readonly changes: Map<string, unknown>
  readonly bad: Finding[]
  readonly dropped: Finding[]
}

const countKeys = (source: Source): number => {
  let count = 0
  for (const _ in source) count += 1
  return count
}

const blame = ({ key, label, required }: Property, refusal: Refusal): readonly Finding[] =>
  (required ? causesOf(refusal) : [leftOut(label, refusal)]).map((found) => placeUnder(key, found))

const revise = ({ changes, bad, dropped }: Revision, property: Property, answer: unknown): void => {
  const { key, label, required } = property
  if (isRefusal(answer)) {
    const findings = blame(property, answer)
    ;(required ? bad : dropped).push(...findings)
    changes.set(key, undefined)
    return
  }
  if (answer === undefined && required) bad.push(placeUnder(key, finding(label, 'is required, but it is missing')))
  changes.set(key, answer)
}

const unmet = (demands: readonly Demand[], views: Views, dropped: readonly Finding[]): readonly Finding[] =>
  demands
    .filter(({ isUnmet }) => isUnmet(views))
    .map(
      ({ path, label, reason }) =>
        dropped.find((found) => found.path === path) ??
        placeUnder(path, finding(label, `is required when ${reason}, but it is missing`))
    )

/** The check of an object with declared fields: it keeps what is good, and refuses when what is required is not. */
export const checkObject = ({ properties, keepUnknown, demands }: ObjectShape): ObjectCheck => {
  const known = new Set(properties.map(({ key }) => key))

  const rebuild = (source: Source, changes: ReadonlyMap<string, unknown> | undefined): Source => {
    const copy: Record<string, unknown> = {}
    for (const key of keepUnknown ? new Set([...known, ...Object.keys(source)]) : known) {
      const value = changes?.has(key) === true ? changes.get(key) : source[key]
      if (value !== undefined) copy[key] = value
    }
    return copy
  }

  return (source, dropped) => {
    let revision: Revision | undefined
    let present = 0
    for (const property of properties) {
      const value = source[property.key]
      if (value !== undefined) present += 1
      const answer = value === undefined ? undefined : property.check(value, dropped)
      if (answer === value && (value !== undefined || !property.required)) continue
      revision ??= { changes: new Map(), bad: [], dropped }
      revise(revision, property, answer)
    }
    const isWhole = revision === undefined && (keepUnknown || countKeys(source) === present)
    const kept = isWhole ? source : rebuild(source, revision?.changes)
    if (revision === undefined && demands.length === 0) return kept
    const bad = [...(revision?.bad ?? []), ...unmet(demands, { source, kept }, dropped)]
    return bad.length > 0 ? refuse(bad) : kept
  }
}
