import type { Explained, ExplainedEvent } from '@waybill/server/tester'
import { Fold } from '../../components/fold'
import { More } from '../../components/more'
import { Notice } from '../../components/notice'
import { Part } from '../../components/part'
import { RequestView } from '../../components/request-view'
import { Tag } from '../../components/tag'
import type { Tester } from '../state/create-tester'
import { SubscriptionResult } from '../../explanation/subscription-result'
import { count, eventTitle, eventVerdict, overallVerdict } from '../../explanation/verdict'

/** What would become of what is on the bench, as it is being written. */
export function PreviewPanel({ tester }: { readonly tester: Tester }) {
  const { explained, isStale, error } = tester.preview.value
  if (explained === undefined) return <Beginning tester={tester} error={error} />
  const position = Math.min(tester.workbench.position.value, explained.events.length - 1)
  const event = explained.events[position]
  return (
    <div class={isStale ? 'preview preview-stale' : 'preview'} aria-busy={isStale}>
      <Summary tester={tester} explained={explained} />
      {explained.events.length > 1 && <EventList tester={tester} events={explained.events} position={position} />}
      {event !== undefined && <EventResult event={event} hasRequests={explained.events.length === 1} />}
      {explained.events.length > 1 && <Requests explained={explained} tester={tester} />}
    </div>
  )
}

function Beginning({ tester, error }: { readonly tester: Tester; readonly error: string | undefined }) {
  if (error !== undefined) return <Notice tone="bad">{error}</Notice>
  const { document, detail, subscription } = tester.workbench
  if (detail.value === undefined) return <p class="empty">Nothing to show yet.</p>
  if (document.value.kind === 'mistake') {
    return <p class="empty">Write an event, or choose a sample, and see here at once what becomes of it.</p>
  }
  return (
    <p class="empty">{subscription.tried.value === 'unreadable' ? 'Correct the mapping to see more.' : 'Looking…'}</p>
  )
}

function Summary({ tester, explained }: { readonly tester: Tester; readonly explained: Explained }) {
  const { tone, text } = overallVerdict(explained)
  const { isStale, error } = tester.preview.value
  return (
    <div class="stack">
      <div class={`verdict tone-${tone}`} role="status">
        <strong>{text}</strong>
        {isStale && <span class="small">{staleReason(tester)}</span>}
      </div>
      {error !== undefined && <Notice tone="bad">{error}</Notice>}
      {explained.subscriptionProblems.map(({ message }) => (
        <Notice key={message} tone="bad">
          {message}
        </Notice>
      ))}
      {explained.settingProblems.length > 0 && (
        <Notice tone="warn">
          {`Correct ${count(explained.settingProblems.length, 'setting')} to see items and requests.`}
        </Notice>
      )}
    </div>
  )
}

function staleReason({ workbench: { document, subscription } }: Tester): string {
  if (document.value.kind === 'mistake') return 'before the last edit; the event is not readable'
  return subscription.tried.value === 'unreadable' ? 'before the last edit; the mapping is not readable' : ''
}

interface EventListProps {
  readonly tester: Tester
  readonly events: readonly ExplainedEvent[]
  readonly position: number
}

/** The events of a batch; the one that is looked at can be chosen here, or with the cursor in the editor. */
function EventList({ tester, events, position }: EventListProps) {
  const written = tester.preview.value.trial?.events ?? []
  return (
    <More entries={events}>
      {(shown) => (
        <ol class="event-list" aria-label="Events of the batch">
          {shown.map((event, index) => {
            const { tone, text } = eventVerdict(event)
            return (
              <li key={index}>
                <button
                  type="button"
                  aria-pressed={index === position}
                  onClick={() => void (tester.workbench.position.value = index)}
                >
                  <span class="soft">{index + 1}</span>
                  <span>{eventTitle(written[index])}</span>
                  <span class="spring" />
                  <Tag tone={tone}>{text}</Tag>
                </button>
              </li>
            )
          })}
        </ol>
      )}
    </More>
  )
}

function EventResult({ event, hasRequests }: { readonly event: ExplainedEvent; readonly hasRequests: boolean }) {
  if (event.kind === 'unreadable') return <Notice tone="bad">{event.reason}</Notice>
  const sorted = event.subscriptions.toSorted((one, other) => Number(other.isMatched) - Number(one.isMatched))
  return (
    <>
      {!event.isEnabled && (
        <Notice tone="warn">{`Nothing would be sent: ${event.refusal ?? 'it is switched off.'}`}</Notice>
      )}
      {sorted.map((subscription) => (
        <SubscriptionResult
          key={`${subscription.name}/${String(subscription.isMatched)}`}
          subscription={subscription}
          isOnly={sorted.length === 1}
          hasRequests={hasRequests}
        />
      ))}
    </>
  )
}

/** So many begin unfolded. */
const FEW_REQUESTS = 3

function Requests({ tester, explained }: { readonly tester: Tester; readonly explained: Explained }) {
  const { requests } = explained
  if (requests.length === 0) return null
  const isBatch = tester.workbench.mode.value === 'batch'
  return (
    <Part title={`${count(requests.length, 'request')} for all events together`}>
      {!isBatch && <p class="soft small">Sent one by one, each event makes requests of its own.</p>}
      {requests.map(({ request, origins }, index) => (
        <Fold
          key={index}
          isOpen={requests.length <= FEW_REQUESTS}
          head={
            <>
              <strong>Request {index + 1}</strong>
              <span class="soft small">
                {count(origins.length, 'item')}, of {listOf(origins.map(({ event }) => event))}
              </span>
            </>
          }
        >
          {() => <RequestView request={request} />}
        </Fold>
      ))}
    </Part>
  )
}

function listOf(positions: readonly number[]): string {
  const numbers = [...new Set(positions)].map((position) => position + 1)
  if (numbers.length === 1) return `event ${numbers.join()}`
  return numbers.length <= 8 ? `events ${numbers.join(', ')}` : `${numbers.length} events`
}
