/** Waits for work, or for the signal when that aborts first. */
export async function unlessAborted(signal: AbortSignal, work: Promise<unknown>): Promise<void> {
  await Promise.race([
    work,
    new Promise<void>((resolve) => {
      if (signal.aborted) resolve()
      else signal.addEventListener('abort', () => resolve(), { once: true })
    })
  ])
}
