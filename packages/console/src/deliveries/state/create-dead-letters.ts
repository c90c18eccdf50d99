import { signal } from '@preact/signals-core'
import type { ReadonlySignal } from '@preact/signals-core'
import type { DeadLetterFilter, DeadLetterSelection } from '@waybill/server/operations'
import type { Asked } from '../../api/loaded'
import { createLetterList } from './create-letter-list'
import type { LetterList } from './create-letter-list'
import { openLetter } from './open-letter'
import type { OpenLetter, OpenLetterOptions } from './open-letter'

type LetterAction = 'retry' | 'drop'

/** What a person is asked before it is done. */
export interface LetterQuestion {
  readonly action: LetterAction
  readonly selection: DeadLetterSelection
  /** How many it is done to, at most: what is set aside meanwhile is not among them. */
  readonly count: number
}

export interface DeadLetters extends LetterList {
  readonly open: ReadonlySignal<OpenLetter | undefined>
  /** What came of the last retry or drop: a sentence, or why not. */
  readonly done: ReadonlySignal<Asked<string>>
  readonly question: ReadonlySignal<LetterQuestion | undefined>
  readonly look: (position: number | undefined) => Promise<void>
  /** Puts those that are ticked back into their lanes. */
  readonly retryChosen: () => Promise<void>
  readonly askDropChosen: () => void
  /** Asks about all that match the filter which was searched by, with their number at the service. */
  readonly askAll: (action: LetterAction) => Promise<void>
  /** Does what was asked about. */
  readonly confirm: () => Promise<void>
  readonly cancel: () => void
  /** Puts the open letter back, edited if it was. */
  readonly retryOpen: () => Promise<void>
}

export function createDeadLetters(options: OpenLetterOptions): DeadLetters {
  const { client, report } = options
  const list = createLetterList(options)
  const { page, chosen, load } = list
  const open = signal<OpenLetter | undefined>(undefined)
  const done = signal<Asked<string>>({ kind: 'idle' })
  const question = signal<LetterQuestion | undefined>(undefined)
  let counts = 0

  const act = async (work: () => Promise<string>) => {
    done.value = { kind: 'asking' }
    try {
      done.value = { kind: 'answered', answer: await work() }
    } catch (error) {
      done.value = { kind: 'failed', message: report(error) }
    }
    await load()
  }
  const chosenOnes = () => ({ kind: 'positions', positions: [...chosen.peek()] }) as const
  const forget = (positions: readonly number[]) => {
    chosen.value = new Set([...chosen.peek()].filter((position) => !positions.includes(position)))
  }
  const carryOut = (action: LetterAction, selection: DeadLetterSelection) =>
    act(async () => {
      const answer = action === 'retry' ? (await client.retry(selection)).title : await drop(selection)
      // Retried ones are there until their turn comes: they must not be retried again by their ticks.
      if (selection.kind === 'positions') forget(selection.positions)
      return answer
    })
  const drop = async (selection: DeadLetterSelection) => {
    const { dropped } = await client.drop(selection)
    open.value = undefined
    return dropped === 1 ? 'One dead letter was dropped.' : `${dropped} dead letters were dropped.`
  }
  const askAbout = async (action: LetterAction, filter: DeadLetterFilter) => {
    const turn = (counts += 1)
    done.value = { kind: 'idle' }
    try {
      const { count, last } = await client.countDeadLetters(filter)
      // Whoever has pressed another button since then is asked about that.
      if (turn !== counts) return
      if (count > 0) question.value = { action, selection: { kind: 'matching', filter, last }, count }
      else await act(async () => 'They are gone: no dead letter matches any more.')
    } catch (error) {
      done.value = { kind: 'failed', message: report(error) }
    }
  }

  return {
    ...list,
    open,
    done,
    question,
    look: async (position) => {
      if (position === undefined) open.value = undefined
      else {
        const { letter, fetch } = openLetter(position, options)
        open.value = letter
        await fetch()
      }
    },
    retryChosen: () => carryOut('retry', chosenOnes()),
    askDropChosen: () => {
      const selection = chosenOnes()
      question.value = { action: 'drop', selection, count: selection.positions.length }
    },
    askAll: async (action) => {
      const shown = page.peek()
      if (shown.kind === 'loaded') await askAbout(action, shown.value.filter)
    },
    confirm: async () => {
      const asked = question.peek()
      question.value = undefined
      if (asked !== undefined) await carryOut(asked.action, asked.selection)
    },
    cancel: () => void (question.value = undefined),
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
