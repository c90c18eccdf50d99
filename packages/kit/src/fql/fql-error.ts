/** Why an expression cannot be read. */
export interface FqlError {
  /** One sentence: what was found, what was expected, and where. */
  readonly message: string
  /** The offset of the first character that does not fit. */
  readonly position: number
  /** What could have stood there. */
  readonly expected: string
}

/** What was found in place of what was expected. */
export interface FqlSurprise {
  readonly position: number
  readonly found: string
  readonly expected: string
  /** How to write what was probably meant. */
  readonly advice?: string
}

/** Thrown inside the parser, and caught at its door. */
export class FqlSyntaxError extends Error {
  override readonly name = 'FqlSyntaxError'
  readonly position: number
  readonly expected: string

  constructor({ position, found, expected, advice }: FqlSurprise) {
    const remedy = advice === undefined ? '' : `; ${advice}`
    super(`Expected ${expected} at position ${position}, but found ${found}${remedy}.`)
    this.position = position
    this.expected = expected
  }
}
