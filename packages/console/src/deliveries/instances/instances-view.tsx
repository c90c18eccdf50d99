import { useSignal } from '@preact/signals'
import type { InstanceStatus, LaneView } from '@waybill/server/operations'
import { Button } from '../../components/button'
import { Dialog } from '../../components/dialog'
import { Notice } from '../../components/notice'
import { Tag } from '../../components/tag'
import type { Tone } from '../../components/tag'
import { WhileLoading } from '../while-loading'
import type { Deliveries } from '../state/create-deliveries'

const HEALTH: Readonly<Record<InstanceStatus['health'], { readonly tone: Tone; readonly text: string }>> = {
  running: { tone: 'good', text: 'delivering' },
  'circuit-open': { tone: 'bad', text: 'vendor is down, probing' },
  paused: { tone: 'warn', text: 'paused' },
  stopped: { tone: 'none', text: 'stopped' }
}

/** Every destination of the configuration, how it stands, and what waits for it. */
export function InstancesView({ deliveries }: { readonly deliveries: Deliveries }) {
  return (
    <section class="pane" aria-label="Destinations">
      {deliveries.refusal.value !== undefined && (
        <Notice tone="bad" isUrgent>
          {deliveries.refusal.value}
        </Notice>
      )}
      <WhileLoading loaded={deliveries.status.value} onRetry={() => void deliveries.load()}>
        {({ instances, unserved }) => (
          <>
            {instances.length === 0 && <p class="empty">The configuration has no destination.</p>}
            {instances.map((instance) => (
              <Instance key={instance.instance} instance={instance} deliveries={deliveries} />
            ))}
            {unserved.map(({ lane, waiting, deadLetters }) => (
              <Notice key={lane} tone="warn">
                {`${lane}: ${waiting} waiting and ${deadLetters} dead letters of a destination that the configuration no longer has.`}
              </Notice>
            ))}
          </>
        )}
      </WhileLoading>
    </section>
  )
}

interface InstanceProps {
  readonly instance: InstanceStatus
  readonly deliveries: Deliveries
}

function Instance({ instance: { instance, destination, health, lanes, subscriptions }, deliveries }: InstanceProps) {
  const isPausing = useSignal(false)
  const { tone, text } = HEALTH[health]
  const reasons = new Set(lanes.flatMap(({ state }) => (state.kind === 'paused' ? [state.reason] : [])))
  return (
    <article class="card" aria-label={instance}>
      <header class="row">
        <h2>{instance}</h2>
        <span class="soft">{destination.name}</span>
        <Tag tone={tone}>{text}</Tag>
        <span class="spring" />
        {health === 'paused' ? (
          <Button onPress={() => void deliveries.resume(instance)}>Resume</Button>
        ) : (
          <Button onPress={() => void (isPausing.value = true)}>Pause…</Button>
        )}
      </header>
      {[...reasons].map((reason) => (
        <p key={reason} class="small warn-text">
          {reason}
        </p>
      ))}
      <Lanes lanes={lanes} />
      <details>
        <summary class="small">{`${subscriptions.length} subscriptions`}</summary>
        <ul class="small">
          {subscriptions.map(({ name, action, subscribe }) => (
            <li key={name}>
              {name} <span class="soft">{action}</span> <code>{subscribe}</code>
            </li>
          ))}
        </ul>
      </details>
      {isPausing.value && (
        <PauseDialog
          instance={instance}
          onPause={(reason) => void deliveries.pause(instance, reason)}
          onClosed={() => void (isPausing.value = false)}
        />
      )}
    </article>
  )
}

function Lanes({ lanes }: { readonly lanes: readonly LaneView[] }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard, too
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Lanes">
      <table class="lanes">
        <thead>
          <tr>
            <th scope="col">Lane</th>
            <th scope="col">Waiting</th>
            <th scope="col">Oldest</th>
            <th scope="col">Requests under way</th>
            <th scope="col">Dead letters</th>
          </tr>
        </thead>
        <tbody>
          {lanes.map(({ lane, waiting, oldestAcceptedAt, underWay, concurrency, deadLetters }) => (
            <tr key={lane}>
              <th scope="row">{lane}</th>
              <td>{waiting}</td>
              <td>{oldestAcceptedAt === null ? '–' : new Date(oldestAcceptedAt).toLocaleTimeString()}</td>
              <td>{`${underWay} of ${concurrency}`}</td>
              <td>{deadLetters}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface PauseDialogProps {
  readonly instance: string
  readonly onPause: (reason: string) => void
  readonly onClosed: () => void
}

function PauseDialog({ instance, onPause, onClosed }: PauseDialogProps) {
  const reason = useSignal('')
  return (
    <Dialog title={`Pause ${instance}`} onClosed={onClosed}>
      {(close) => (
        <form
          method="dialog"
          onSubmit={(event) => {
            event.preventDefault()
            onPause(reason.value.trim() === '' ? 'paused on the page' : reason.value.trim())
            close()
          }}
        >
          <p>Its events are accepted and wait. It stays paused, also when the service is started anew.</p>
          <label class="stack-tight">
            Why, for whoever sees it later
            <input
              class="control"
              value={reason.value}
              onInput={({ currentTarget }) => void (reason.value = currentTarget.value)}
            />
          </label>
          <div class="dialog-buttons">
            <Button onPress={close}>Cancel</Button>
            <button type="submit" class="button button-primary">
              Pause
            </button>
          </div>
        </form>
      )}
    </Dialog>
  )
}
