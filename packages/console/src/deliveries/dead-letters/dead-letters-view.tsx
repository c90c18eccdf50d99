import type { DeadLetterSummary } from '@waybill/server/operations'
import { Button } from '../../components/button'
import { Notice } from '../../components/notice'
import type { DeadLetters } from '../state/create-dead-letters'
import type { Deliveries } from '../state/create-deliveries'
import type { ShownLetters } from '../state/create-letter-list'
import { filterText } from '../state/filter-text'
import { WhileLoading } from '../while-loading'
import { LetterActions } from './letter-actions'
import { LetterPanel } from './letter-panel'
import { QuestionDialog } from './question-dialog'

/** What the vendor refused or would not take in time, until somebody retries or drops it. */
export function DeadLettersView({ deliveries }: { readonly deliveries: Deliveries }) {
  const { letters } = deliveries
  return (
    <div class="split" data-detail={letters.open.value !== undefined}>
      <section class="pane" aria-label="Dead letters">
        <Filter deliveries={deliveries} />
        <Done letters={letters} />
        <WhileLoading loaded={letters.page.value} onRetry={() => void letters.load()}>
          {(page) => <List letters={letters} page={page} />}
        </WhileLoading>
        <QuestionDialog letters={letters} />
      </section>
      <div class="split-detail">
        <LetterPanel letters={letters} />
      </div>
    </div>
  )
}

function Filter({ deliveries: { letters, status } }: { readonly deliveries: Deliveries }) {
  const { draft } = letters
  const instances = status.value.kind === 'loaded' ? status.value.value.instances : []
  const set = (name: 'user' | 'event' | 'reason' | 'instance', value: string) => {
    const { [name]: _before, ...rest } = draft.value
    draft.value = value === '' ? rest : { ...rest, [name]: value }
  }
  return (
    <form
      class="filter-bar"
      aria-label="Filter"
      onSubmit={(event) => {
        event.preventDefault()
        void letters.search()
      }}
    >
      {(['user', 'event', 'reason'] as const).map((name) => (
        <input
          key={name}
          class="control"
          type="search"
          aria-label={LABELS[name]}
          placeholder={LABELS[name]}
          value={draft.value[name] ?? ''}
          onInput={({ currentTarget }) => set(name, currentTarget.value)}
        />
      ))}
      <select
        class="control"
        aria-label="Destination"
        value={draft.value.instance ?? ''}
        onChange={({ currentTarget }) => {
          set('instance', currentTarget.value)
          void letters.search()
        }}
      >
        <option value="">All destinations</option>
        {instances.map(({ instance }) => (
          <option key={instance}>{instance}</option>
        ))}
      </select>
      <div class="row">
        <button type="submit" class="button">
          Search
        </button>
      </div>
    </form>
  )
}

const LABELS = { user: 'User', event: 'Event', reason: 'A part of the reason' } as const

function Done({ letters }: { readonly letters: DeadLetters }) {
  const done = letters.done.value
  return (
    <div role="status">
      {done.kind === 'answered' && <Notice tone="good">{done.answer}</Notice>}
      {done.kind === 'failed' && <Notice tone="bad">{done.message}</Notice>}
    </div>
  )
}

interface ListProps {
  readonly letters: DeadLetters
  readonly page: ShownLetters
}

function List({ letters, page }: ListProps) {
  const { deadLetters, next, filter } = page
  if (deadLetters.length === 0) {
    return (
      <p class="empty">
        {filterText(filter) !== ''
          ? `No dead letter fits: ${filterText(filter)}.`
          : 'There are no dead letters: everything was delivered, is under way, or had nothing to send.'}
      </p>
    )
  }
  return (
    <>
      <LetterActions letters={letters} page={page} />
      <ol class="row-list" aria-label="Dead letters, oldest first">
        {deadLetters.map((letter) => (
          <Line key={letter.position} letters={letters} letter={letter} />
        ))}
      </ol>
      {next !== null && (
        <div>
          <Button onPress={() => void letters.loadMore()}>Show more</Button>
        </div>
      )}
    </>
  )
}

function Line({ letters, letter }: { readonly letters: DeadLetters; readonly letter: DeadLetterSummary }) {
  const { position, event, type, user, instance, reason, setAsideAt } = letter
  const { chosen, open } = letters
  const tick = (isTicked: boolean) => {
    const rest = new Set(chosen.value)
    if (isTicked) rest.add(position)
    else rest.delete(position)
    chosen.value = rest
  }
  return (
    <li class="with-tick">
      <input
        type="checkbox"
        aria-label={`Choose ${event ?? type} of ${user ?? 'nobody known'}`}
        checked={chosen.value.has(position)}
        onChange={({ currentTarget }) => tick(currentTarget.checked)}
      />
      <button
        type="button"
        aria-pressed={open.value?.position === position}
        onClick={() => void letters.look(position)}
      >
        <time class="soft small" dateTime={new Date(setAsideAt).toISOString()}>
          {new Date(setAsideAt).toLocaleTimeString()}
        </time>
        <strong>{event ?? type}</strong>
        <span class="soft">{instance}</span>
        <span class="row-user">{user ?? 'nobody known'}</span>
        <span class="row-reason small">{reason}</span>
      </button>
    </li>
  )
}
