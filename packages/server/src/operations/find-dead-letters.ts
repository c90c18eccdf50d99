import type { SegmentEvent } from '@waybill/kit'
import type { DeadLetter, QueueStore } from '@waybill/runner'
import type { DeadLetterFilter, DeadLetterSelection } from './contract'
import { eventOf, instanceOf, isOf, nameOf, userOf } from './message-view'

/** A dead letter and the event in it. */
export interface FoundLetter {
  readonly letter: DeadLetter
  readonly event: SegmentEvent | undefined
}

/** So many are read at once; then others get their turn. */
const AT_ONCE = 200

/** Dead letters that match, oldest first, of those set aside after one position and not after another. */
export async function* findDeadLetters(
  store: Pick<QueueStore, 'deadLetters'>,
  filter: DeadLetterFilter,
  { after = 0, last = Infinity }: { readonly after?: number | undefined; readonly last?: number } = {}
): AsyncGenerator<FoundLetter> {
  const lane = filter.lane === undefined ? {} : { lane: filter.lane }
  for (let position = after; ;) {
    const letters = await store.deadLetters({ ...lane, maximum: AT_ONCE, after: position })
    for (const letter of letters) {
      if (letter.position > last) return
      const event = eventOf(letter.body)
      if (matches(filter, letter, event)) yield { letter, event }
      position = letter.position
    }
    if (letters.length < AT_ONCE) return
  }
}

/** The dead letter of a position, if it is still there. */
export async function findDeadLetter(
  store: Pick<QueueStore, 'deadLetters'>,
  position: number
): Promise<DeadLetter | undefined> {
  const [letter] = await store.deadLetters({ maximum: 1, after: position - 1 })
  return letter?.position === position ? letter : undefined
}

/** Those that are meant, oldest first. */
export async function* selectDeadLetters(
  store: Pick<QueueStore, 'deadLetters'>,
  selection: DeadLetterSelection,
  last: number
): AsyncGenerator<DeadLetter> {
  if (selection.kind === 'matching') {
    const upTo = Math.min(last, selection.last ?? Infinity)
    for await (const { letter } of findDeadLetters(store, selection.filter, { last: upTo })) yield letter
    return
  }
  for (const position of selection.positions.toSorted((first, second) => first - second)) {
    const letter = await findDeadLetter(store, position)
    if (letter !== undefined) yield letter
  }
}

function matches(filter: DeadLetterFilter, letter: DeadLetter, event: SegmentEvent | undefined): boolean {
  const { instance, user, messageId, event: name, reason, setAsideFrom = -Infinity, setAsideUntil = Infinity } = filter
  return (
    (instance === undefined || instance === instanceOf(letter.lane)) &&
    (user === undefined || user === userOf(letter.key) || (event !== undefined && isOf(event, user))) &&
    (messageId === undefined || messageId === letter.id) &&
    (name === undefined || name === (nameOf(event) ?? event?.type)) &&
    (reason === undefined || letter.reason.toLowerCase().includes(reason.toLowerCase())) &&
    letter.setAsideAt >= setAsideFrom &&
    letter.setAsideAt < setAsideUntil
  )
}
