import { createHash } from 'node:crypto'

/** Gives out ids made from what they are given to: the same in every sandbox, in whatever order the requests came. */
export interface IdSource {
  /** The next id for a key; a successor does not get its predecessor's. */
  readonly derive: (key: string) => string
}

/** Creates a source of ids that counts how often each key was given one. */
export function createIdSource(length: number): IdSource {
  const generations = new Map<string, number>()
  return {
    derive: (key) => {
      const generation = (generations.get(key) ?? 0) + 1
      generations.set(key, generation)
      return createHash('sha256').update(`${key} ${generation}`).digest('hex').slice(0, length)
    }
  }
}
