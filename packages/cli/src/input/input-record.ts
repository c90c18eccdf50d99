/** A piece of the input that should hold one event, or a place where none can be read. */
export type InputRecord =
  | { readonly kind: 'text'; readonly content: Buffer; readonly line: number }
  | { readonly kind: 'too-long'; readonly bytes: number; readonly line: number }
  | { readonly kind: 'broken'; readonly reason: string; readonly line: number }

/** Takes in bytes as they come and gives out the records that are complete. */
export interface Splitter {
  readonly push: (chunk: Buffer) => readonly InputRecord[]
  readonly end: () => readonly InputRecord[]
}

/** Above this a record is passed over without being held: thirty times what Segment takes as one event. */
export const MAXIMUM_RECORD_BYTES = 1_048_576

export const NEWLINE = 0x0a

/** Whether there is nothing but what JSON calls white space. */
export const isBlank = (content: Buffer): boolean => content.every((byte) => WHITE_SPACE.has(byte))

const WHITE_SPACE: ReadonlySet<number> = new Set([0x20, 0x09, NEWLINE, 0x0d])

export function countLines(content: Buffer): number {
  let lines = 0
  for (let at = content.indexOf(NEWLINE); at !== -1; at = content.indexOf(NEWLINE, at + 1)) lines += 1
  return lines
}
