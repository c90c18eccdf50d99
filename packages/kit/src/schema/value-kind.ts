const kinds: Readonly<Partial<Record<string, string>>> = {
  boolean: 'a boolean',
  number: 'a number',
  string: 'a string',
  object: 'an object'
}

/** The kind of a value in words, for messages that must not show the value itself. */
export const kindOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (value === '') return 'an empty string'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'number' && !Number.isInteger(value)) return 'a fraction'
  return kinds[typeof value] ?? 'something JSON cannot carry'
}
