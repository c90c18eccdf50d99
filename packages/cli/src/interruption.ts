/** Resolves when the signal aborts. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

/** Waits for work, or for the signal when that aborts first. */
export async function unlessAborted(signal: AbortSignal, work: Promise<void>): Promise<void> {
  const either = new AbortController()
  const end = (): void => either.abort()
  signal.addEventListener('abort', end)
  try {
    await Promise.race([work, aborted(signal.aborted ? signal : either.signal)])
  } finally {
    signal.removeEventListener('abort', end)
  }
}
