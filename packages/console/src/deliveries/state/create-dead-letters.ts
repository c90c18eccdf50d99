import { computed, signal } from '@preact/signals-core'
import type { ReadonlySignal, Signal } from '@preact/signals-core'
import type { DeadLetterDetail, DeadLetterFilter, DeadLetterPage, EventWay } from '@waybill/server/operations'
import { isAborted } from '../../api/api-error'
import type { OperationsClient } from '../../api/create-operations-client'
import { readJson } from '../../editor/read-json'
import type { ReadJson } from '../../editor/read-json'
import type { Asked, Loaded } from '../../api/loaded'

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

export interface DeadLetters {
  readonly page: ReadonlySignal<Loaded<DeadLetterPage>>
  readonly filter: Signal<DeadLetterFilter>
  /** Positions of those that were ticked. */
  readonly chosen: Signal<ReadonlySet<number>>
  readonly open: ReadonlySignal<OpenLetter | undefined>
  /** What came of the last retry or drop: a sentence, or why not. */
  readonly done: ReadonlySignal<Asked<string>>
  readonly load: () => Promise<void>
  readonly loadMore: () => Promise<void>
  readonly look: (position: number | undefined) => Promise<void>
  /** Puts those chosen, or all that match the filter, back into their lanes. */
  readonly retry: (which: 'chosen' | 'all') => Promise<void>
  readonly drop: (which: 'chosen' | 'all') => Promise<void>
  /** Puts the open letter back, edited if it was. */
  readonly retryOpen: () => Promise<void>
}

export interface DeadLettersOptions {
  readonly client: OperationsClient
  /** Runs a function after a pause, unless what it gives back is called before. */
  readonly later: (run: () => void) => () => void
  /** Tells whoever shows the connection, and says what a person reads. */
  readonly report: (error: unknown) => string
}

export function createDeadLetters({ client, later, report }: DeadLettersOptions): DeadLetters {
  const page = signal<Loaded<DeadLetterPage>>({ kind: 'loading' })
  const filter = signal<DeadLetterFilter>({})
  const chosen = signal<ReadonlySet<number>>(new Set())
  const open = signal<OpenLetter | undefined>(undefined)
  const done = signal<Asked<string>>({ kind: 'idle' })

  const load = async () => {
    try {
      const value = await client.deadLetters(filter.peek())
      page.value = { kind: 'loaded', value }
      const there = new Set(value.deadLetters.map(({ position }) => position))
      chosen.value = new Set([...chosen.peek()].filter((position) => there.has(position)))
    } catch (error) {
      page.value = { kind: 'failed', message: report(error) }
    }
  }
  const act = async (work: () => Promise<string>) => {
    done.value = { kind: 'asking' }
    try {
      done.value = { kind: 'answered', answer: await work() }
    } catch (error) {
      done.value = { kind: 'failed', message: report(error) }
    }
    await load()
  }
  const selection = (which: 'chosen' | 'all') =>
    which === 'chosen'
      ? ({ kind: 'positions', positions: [...chosen.peek()] } as const)
      : ({ kind: 'matching', filter: filter.peek() } as const)

  return {
    page,
    filter,
    chosen,
    open,
    done,
    load,
    loadMore: async () => {
      const before = page.peek()
      if (before.kind !== 'loaded' || before.value.next === null) return
      try {
        const { deadLetters, next } = await client.deadLetters({ ...filter.peek(), after: before.value.next })
        page.value = { kind: 'loaded', value: { deadLetters: [...before.value.deadLetters, ...deadLetters], next } }
      } catch (error) {
        done.value = { kind: 'failed', message: report(error) }
      }
    },
    look: async (position) => {
      if (position === undefined) open.value = undefined
      else {
        const { letter, fetch } = openLetter(position, { client, later, report })
        open.value = letter
        await fetch()
      }
    },
    retry: (which) => act(async () => (await client.retry(selection(which))).title),
    drop: (which) =>
      act(async () => {
        const { dropped } = await client.drop(selection(which))
        open.value = undefined
        return dropped === 1 ? 'One dead letter was dropped.' : `${dropped} dead letters were dropped.`
      }),
    retryOpen: () =>
      act(async () => {
        const letter = open.peek()
        if (letter === undefined) return ''
        const { position } = letter
        const read = letter.read.peek()
        if (letter.isEdited.peek() && read.kind === 'value') {
          const { messageId } = await client.retryEdited(position, read.value)
          open.value = undefined
          return `The edited event is on its way as ${messageId}.`
        }
        const { title } = await client.retry({ kind: 'positions', positions: [position] })
        open.value = undefined
        return title
      })
  }
}

function openLetter(position: number, { client, later, report }: DeadLettersOptions) {
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
