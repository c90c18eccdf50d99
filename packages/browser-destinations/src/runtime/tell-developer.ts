/** Writes a sentence into the console: for each `topic` the first only, since an event repeats what is wrong. */
export type TellDeveloper = (topic: string, sentence: string) => void

export function createTeller(destination: string): TellDeveloper {
  const told = new Set<string>()
  return (topic, sentence) => {
    if (told.has(topic)) return
    told.add(topic)
    console.warn(`${destination}: ${sentence}`)
  }
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
