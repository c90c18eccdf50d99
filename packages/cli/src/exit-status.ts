/** What a command's exit status says. */
export const EXIT = {
  ok: 0,
  /** The command ran, and something of what it was given did not go through. */
  failed: 1,
  /** The command could not run: wrong flags, settings or files. */
  usage: 2
} as const
