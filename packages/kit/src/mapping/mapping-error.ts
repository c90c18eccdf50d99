/** One thing wrong with a mapping: where in the mapping, and one sentence saying what it is and what to do. */
export interface MappingMistake {
  readonly path: string
  readonly message: string
}

/**
 * A mapping that cannot be compiled (`MAPPING_INVALID`, with every mistake in it), or that failed on one event
 * (`MAPPING_FAILED`). It names places in the mapping only: no value of an event ever appears in it.
 */
export class MappingError extends Error {
  readonly retryable = false

  constructor(
    readonly code: 'MAPPING_INVALID' | 'MAPPING_FAILED',
    readonly mistakes: readonly MappingMistake[]
  ) {
    super(summaryOf(mistakes))
    this.name = 'MappingError'
  }
}

/** The error of a directive that cannot go on with what this event gave it. */
export const mappingFailure = (path: string, message: string): MappingError =>
  new MappingError('MAPPING_FAILED', [{ path, message }])

const summaryOf = (mistakes: readonly MappingMistake[]): string => {
  const sentences = mistakes.map(({ message }) => message)
  return sentences.length === 1
    ? sentences.join()
    : `The mapping has ${sentences.length} mistakes:\n- ${sentences.join('\n- ')}`
}
