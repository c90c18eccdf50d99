import { effect, signal } from '@preact/signals-core'
import type { ReadonlySignal } from '@preact/signals-core'
import type { Explained, Trial } from '@waybill/server/tester'
import { ApiFailureError, isAborted, messageOf } from '../../api/api-error'
import type { Client } from '../../api/create-client'

/** What is known of the trial at hand. */
export interface Preview {
  /** The last answer; undefined until there is one. */
  readonly explained?: Explained
  /** What the answer is about. */
  readonly trial?: Trial
  /** Whether an answer to something newer is on its way, or cannot be had. */
  readonly isStale: boolean
  /** Why there is no answer. */
  readonly error?: string
}

export interface PreviewOptions {
  readonly explain: Client['explain']
  /** What is to be explained; undefined while what is written cannot be read. */
  readonly trial: ReadonlySignal<Trial | undefined>
  /** Runs a function after a pause, unless what it gives back is called before. */
  readonly later: (run: () => void) => () => void
  readonly onFailure: (error: ApiFailureError) => void
}

/** Has every change of the trial explained, a moment after the last one; what is no longer wanted is cancelled. */
export function createPreview({ explain, trial, later, onFailure }: PreviewOptions): {
  readonly preview: ReadonlySignal<Preview>
  readonly stop: () => void
} {
  const preview = signal<Preview>({ isStale: true })
  const ask = async (asked: Trial, abort: AbortSignal) => {
    try {
      const explained = await explain(asked, abort)
      if (!abort.aborted) preview.value = { explained, trial: asked, isStale: false }
    } catch (error) {
      if (isAborted(error) || abort.aborted) return
      preview.value = { ...preview.peek(), isStale: true, error: messageOf(error) }
      if (error instanceof ApiFailureError) onFailure(error)
    }
  }
  const stop = effect(() => {
    const asked = trial.value
    const { error: _, ...last } = preview.peek()
    // Another destination's answer would be a lie beside this one's settings.
    const isOther = asked !== undefined && last.trial?.destination !== asked.destination
    preview.value = isOther ? { isStale: true } : { ...last, isStale: true }
    if (asked === undefined) return undefined
    const controller = new AbortController()
    const cancel = later(() => void ask(asked, controller.signal))
    return () => {
      cancel()
      controller.abort()
    }
  })
  return { preview, stop }
}
