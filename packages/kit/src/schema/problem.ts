/** What is wrong with one value, told without ever showing the value. */
export interface FieldProblem {
  /** Where the value stands, such as `products[2].price`. */
  readonly path: string
  readonly label: string
  /** One sentence that names label and path, what is wrong and what was expected. */
  readonly message: string
}

/** A problem while its place is still being worked out: its path starts at the value that was checked. */
export interface Finding {
  readonly path: string
  readonly label: string
  /** The sentence without its subject: "must be a number, not a string". */
  readonly verdict: string
  /** Why something larger was left out. */
  readonly causes: readonly Finding[]
}

const findingsOf = Symbol('findings')

/** The answer of a check that cannot keep a value. */
export interface Refusal {
  readonly [findingsOf]: readonly Finding[]
}

/** Refuses a value because of everything that was found in it. */
export const refuse = (findings: readonly Finding[]): Refusal => ({ [findingsOf]: findings })

/** Whether a check answered with a refusal. Payloads come from JSON, so none of them carries the symbol. */
export const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === 'object' && answer !== null && findingsOf in answer

/** What made a check refuse. */
export const causesOf = (refusal: Refusal): readonly Finding[] => refusal[findingsOf]

/** One thing found wrong with the value at hand. */
export const finding = (label: string, verdict: string): Finding => ({ path: '', label, verdict, causes: [] })

const join = (prefix: string, path: string): string =>
  path === '' || path.startsWith('[') ? prefix + path : `${prefix}.${path}`

/** The same finding, seen from the object or list that holds the value. */
export const placeUnder = (prefix: string, { path, label, verdict, causes }: Finding): Finding => ({
  path: join(prefix, path),
  label,
  verdict,
  causes: causes.map((cause) => placeUnder(prefix, cause))
})

/** What is noted when a value is left out: its own finding, or the findings inside it. */
export const leftOut = (label: string, refusal: Refusal): Finding => {
  const causes = causesOf(refusal)
  const [only] = causes
  return only !== undefined && causes.length === 1 && only.path === ''
    ? only
    : { path: '', label, verdict: 'is left out', causes }
}

const sentence = ({ path, label, verdict, causes }: Finding): string => {
  const claim = `${label} (${path}) ${verdict}`
  return causes.length === 0 ? claim : `${claim} because ${causes.map(sentence).join('; ')}`
}

const none: readonly FieldProblem[] = Object.freeze([])

const punctuated = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`)

/** Findings as the user reads them. */
export const toProblems = (findings: readonly Finding[]): readonly FieldProblem[] =>
  findings.length === 0
    ? none
    : findings.map((found) => ({ path: found.path, label: found.label, message: punctuated(sentence(found)) }))
