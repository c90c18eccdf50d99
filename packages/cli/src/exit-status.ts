/** What a command's exit status says. */
export const EXIT = {
  ok: 0,
  /** The command ran, and something of what it was given did not go through. */
  failed: 1,
  /** The command could not run: wrong flags, settings or files. */
  usage: 2,
  /** The user ended the command, as shells report Ctrl+C. */
  interrupted: 130
} as const
