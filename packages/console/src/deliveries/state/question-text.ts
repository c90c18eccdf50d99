import type { LetterQuestion } from './create-dead-letters'
import { filterText } from './filter-text'

/** A question as a person reads it: how many, which, and what comes of it. */
export function questionText({ action, selection, count }: LetterQuestion): string {
  const which = selection.kind === 'positions' ? chosenText(count) : allText(count, filterText(selection.filter))
  return action === 'drop'
    ? `This drops ${which}. What is dropped is never delivered, and cannot be brought back.`
    : `This puts ${which} back into the queue, and sends them as fast as the vendor allows.`
}

const chosenText = (count: number): string =>
  count === 1 ? 'the one chosen dead letter' : `the ${count} chosen dead letters`

function allText(count: number, filter: string): string {
  const letters = count === 1 ? 'the one dead letter' : `all ${count} dead letters`
  return filter === '' ? `${letters} that ${count === 1 ? 'is' : 'are'} there` : `${letters} with ${filter}`
}
