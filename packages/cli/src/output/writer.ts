/** Where a command writes: results to `out`, everything about its own running to `err`. */
export interface Output {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Standard error, for progress. */
  readonly progressStream: NodeJS.WriteStream
}

export const processOutput: Output = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  progressStream: process.stderr
}
