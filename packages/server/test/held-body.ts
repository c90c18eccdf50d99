export interface HeldBody {
  readonly stream: ReadableStream<Uint8Array>
  /** Resolves when what has come is read, and more is waited for. */
  readonly isTaken: Promise<void>
  readonly end: () => void
  readonly breakOff: () => void
}

/** The body of a request of which these bytes have come; the rest comes, or does not, when the test says so. */
export function createHeldBody(bytes: Uint8Array): HeldBody {
  let control: ReadableStreamDefaultController<Uint8Array> | undefined
  let taken: (() => void) | undefined
  const isTaken = new Promise<void>((resolve) => {
    taken = resolve
  })
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      control = controller
      controller.enqueue(bytes)
    },
    // More is asked for once these are taken: one chunk is all that the stream keeps.
    pull: () => taken?.()
  })
  return { stream, isTaken, end: () => control?.close(), breakOff: () => control?.error(new Error('gone')) }
}
