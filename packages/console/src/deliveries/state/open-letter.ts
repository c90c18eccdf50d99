import { computed, signal } from '@preact/signals-core'
import type { ReadonlySignal, Signal } from '@preact/signals-core'
import type { DeadLetterDetail, EventWay } from '@waybill/server/operations'
import { isAborted } from '../../api/api-error'
import type { OperationsClient } from '../../api/create-operations-client'
import type { Asked, Loaded } from '../../api/loaded'
import { readJson } from '../../editor/read-json'
import type { ReadJson } from '../../editor/read-json'

/** One dead letter that is looked at, and what its event is edited to. */
export interface OpenLetter {
  readonly position: number
  readonly detail: ReadonlySignal<Loaded<DeadLetterDetail>>
  readonly text: Signal<string>
  readonly read: ReadonlySignal<ReadJson>
  /** Whether the text is another than the stored event's. */
  readonly isEdited: ReadonlySignal<boolean>
  /** What would be sent of the text as it is now. */
  readonly tried: ReadonlySignal<Asked<EventWay>>
}

export interface OpenLetterOptions {
  readonly client: OperationsClient
  /** Runs a function after a pause, unless what it gives back is called before. */
  readonly later: (run: () => void) => () => void
  /** Tells whoever shows the connection, and says what a person reads. */
  readonly report: (error: unknown) => string
}

/** Looks at one dead letter; `fetch` gets it. */
export function openLetter(position: number, { client, later, report }: OpenLetterOptions) {
  const detail = signal<Loaded<DeadLetterDetail>>({ kind: 'loading' })
  const text = signal('')
  const stored = signal('')
  const tried = signal<Asked<EventWay>>({ kind: 'idle' })
  const read = computed(() => readJson(text.value))
  let cancel: (() => void) | undefined

  const fetch = async () => {
    try {
      const value = await client.deadLetter(position)
      stored.value = JSON.stringify(value.body, null, 2)
      text.value = stored.value
      detail.value = { kind: 'loaded', value }
      text.subscribe(() => tryLater())
    } catch (error) {
      detail.value = { kind: 'failed', message: report(error) }
    }
  }
  const tryLater = () => {
    cancel?.()
    const over = new AbortController()
    const stop = later(() => void tryNow(over.signal))
    cancel = () => {
      stop()
      over.abort()
    }
  }
  const tryNow = async (over: AbortSignal) => {
    const known = detail.peek()
    const event = read.peek()
    if (known.kind !== 'loaded' || known.value.way === null || event.kind !== 'value') return
    if (text.peek() === stored.peek()) {
      tried.value = { kind: 'answered', answer: known.value.way }
      return
    }
    try {
      tried.value = { kind: 'answered', answer: await client.tryEvent(position, event.value, over) }
    } catch (error) {
      if (!isAborted(error)) tried.value = { kind: 'failed', message: report(error) }
    }
  }
  const isEdited = computed(() => text.value !== stored.value)
  const letter: OpenLetter = { position, detail, text, read, isEdited, tried }
  return { letter, fetch }
}
