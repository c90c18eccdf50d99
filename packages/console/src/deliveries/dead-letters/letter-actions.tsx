import { Button } from '../../components/button'
import type { DeadLetters } from '../state/create-dead-letters'
import type { ShownLetters } from '../state/create-letter-list'
import { filterText } from '../state/filter-text'

export interface LetterActionsProps {
  readonly letters: DeadLetters
  readonly page: ShownLetters
}

/**
 * What can be done with several dead letters. Each button keeps its place and its meaning while the list changes: one that was
 * about a few must not be about all by the time it is pressed.
 */
export function LetterActions({ letters, page: { deadLetters, filter } }: LetterActionsProps) {
  const isBusy = letters.done.value.kind === 'asking'
  const count = letters.chosen.value.size
  const hasNone = isBusy || count === 0
  const filtered = filterText(filter)
  return (
    <div class="letter-actions">
      <span class="soft small">
        {filtered === '' ? `${deadLetters.length} shown` : `${deadLetters.length} shown, with ${filtered}`}
      </span>
      <div class="row" role="group" aria-label="Those chosen">
        <Button isDisabled={hasNone} onPress={() => void letters.retryChosen()}>{`Retry chosen (${count})`}</Button>
        <Button look="danger" isDisabled={hasNone} onPress={letters.askDropChosen}>{`Drop chosen (${count})…`}</Button>
      </div>
      <div class="row" role="group" aria-label="All that match">
        <Button isDisabled={isBusy} onPress={() => void letters.askAll('retry')}>
          Retry all that match…
        </Button>
        <Button look="danger" isDisabled={isBusy} onPress={() => void letters.askAll('drop')}>
          Drop all that match…
        </Button>
      </div>
    </div>
  )
}
