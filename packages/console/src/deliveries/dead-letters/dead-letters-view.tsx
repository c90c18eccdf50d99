import { useSignal } from '@preact/signals'
import type { DeadLetterPage, DeadLetterSummary } from '@waybill/server/operations'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { Notice } from '../../components/notice'
import type { DeadLetters } from '../state/create-dead-letters'
import type { Deliveries } from '../state/create-deliveries'
import { WhileLoading } from '../while-loading'
import { LetterPanel } from './letter-panel'

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
      </section>
      <div class="split-detail">
        <LetterPanel letters={letters} />
      </div>
    </div>
  )
}

function Filter({ deliveries: { letters, status } }: { readonly deliveries: Deliveries }) {
  const { filter } = letters
  const instances = status.value.kind === 'loaded' ? status.value.value.instances : []
  const set = (name: 'user' | 'event' | 'reason' | 'instance', value: string) => {
    const { [name]: _before, ...rest } = filter.value
    filter.value = value === '' ? rest : { ...rest, [name]: value }
  }
  return (
    <form
      class="filter-bar"
      aria-label="Filter"
      onSubmit={(event) => {
        event.preventDefault()
        void letters.load()
      }}
    >
      {(['user', 'event', 'reason'] as const).map((name) => (
        <input
          key={name}
          class="control"
          type="search"
          aria-label={LABELS[name]}
          placeholder={LABELS[name]}
          value={filter.value[name] ?? ''}
          onInput={({ currentTarget }) => set(name, currentTarget.value)}
        />
      ))}
      <select
        class="control"
        aria-label="Destination"
        value={filter.value.instance ?? ''}
        onChange={({ currentTarget }) => {
          set('instance', currentTarget.value)
          void letters.load()
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
  readonly page: DeadLetterPage
}

function List({ letters, page: { deadLetters, next } }: ListProps) {
  if (deadLetters.length === 0) {
    return (
      <p class="empty">
        {Object.keys(letters.filter.value).length > 0
          ? 'No dead letter fits the filter.'
          : 'There are no dead letters: everything was delivered, is under way, or had nothing to send.'}
      </p>
    )
  }
  return (
    <>
      <Actions letters={letters} count={deadLetters.length} />
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

function Actions({ letters, count }: { readonly letters: DeadLetters; readonly count: number }) {
  const dropping = useSignal<'chosen' | 'all' | undefined>(undefined)
  const { chosen, done } = letters
  const which = chosen.value.size > 0 ? 'chosen' : 'all'
  const what = whatIs(which, chosen.value.size)
  const isBusy = done.value.kind === 'asking'
  return (
    <div class="row">
      <span class="soft small">{`${count} shown`}</span>
      <span class="spring" />
      <Button isDisabled={isBusy} onPress={() => void letters.retry(which)}>{`Retry ${what}`}</Button>
      <Button look="danger" isDisabled={isBusy} onPress={() => void (dropping.value = which)}>
        {`Drop ${what}…`}
      </Button>
      {dropping.value !== undefined && (
        <Dialog title="Drop dead letters" onClosed={() => void (dropping.value = undefined)}>
          {(close) => (
            <>
              <p>{`This drops ${what}: they are never delivered, and cannot be brought back.`}</p>
              <div class="dialog-buttons">
                <Button onPress={close}>Cancel</Button>
                <Button
                  look="danger"
                  onPress={() => {
                    void letters.drop(which)
                    close()
                  }}
                >
                  Drop
                </Button>
              </div>
            </>
          )}
        </Dialog>
      )}
    </div>
  )
}

const whatIs = (which: 'chosen' | 'all', chosen: number): string => {
  if (which === 'all') return 'all that the filter shows'
  return chosen === 1 ? 'the one chosen' : `the ${chosen} chosen`
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
