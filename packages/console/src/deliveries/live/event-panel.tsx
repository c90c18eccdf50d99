import type { EventDetail, OutcomeView } from '@waybill/server/operations'
import { Button } from '../../components/button'
import { JsonView } from '../../components/json-view'
import { Notice } from '../../components/notice'
import { RequestView } from '../../components/request-view'
import { Tag } from '../../components/tag'
import type { Deliveries } from '../state/create-deliveries'
import type { SeenRequest } from '../state/create-live'
import { TONES } from '../state/row'
import { WayView } from '../way-view'

/** One event's whole way: what it is, what each destination makes of it, what went out, and what became of it. */
export function EventPanel({ deliveries }: { readonly deliveries: Deliveries }) {
  const open = deliveries.event.value
  if (open === undefined) return <p class="empty">Choose an event to see its whole way.</p>
  const { messageId, detail } = open
  const requests = deliveries.live.requestsOf(messageId)
  return (
    <section class="pane" aria-label="One event">
      <header class="pane-head">
        <h2>{detail.kind === 'loaded' ? titleOf(detail.value) : 'Event'}</h2>
        <code class="small">{messageId}</code>
        <span class="spring" />
        <Button look="plain" onPress={() => void deliveries.look(messageId)}>
          Refresh
        </Button>
        <Button look="plain" onPress={() => void deliveries.look(undefined)}>
          Close
        </Button>
      </header>
      {detail.kind === 'loading' && <p class="soft">Loading…</p>}
      {detail.kind === 'failed' && <Notice tone="warn">{detail.message}</Notice>}
      {detail.kind === 'loaded' && <Detail detail={detail.value} />}
      {requests.length > 0 && <Requests requests={requests} />}
    </section>
  )
}

const titleOf = ({ event }: EventDetail): string => event.event ?? event.name ?? event.type

function Detail({ detail: { event, source, acceptedAt, ways, outcomes } }: { readonly detail: EventDetail }) {
  return (
    <>
      <p class="soft small">
        Accepted {new Date(acceptedAt).toLocaleString()}
        {source !== null && ` from ${source}`}
      </p>
      <h3>What became of it</h3>
      {outcomes.length === 0 && <p class="soft">Nothing is recorded yet: it waits, or is under way.</p>}
      <ul class="outcomes">
        {outcomes.map((outcome, index) => (
          <Outcome key={index} outcome={outcome} />
        ))}
      </ul>
      <h3>The event</h3>
      <JsonView value={event} label="The event" />
      <h3>What each destination makes of it now</h3>
      {ways.map((way) => (
        <WayView key={way.instance} way={way} isTitled />
      ))}
    </>
  )
}

export function Outcome({ outcome }: { readonly outcome: OutcomeView }) {
  const { kind, instance, subscription, status, attempts, reason, unknown, endedAt } = outcome
  return (
    <li class="stack-tight">
      <div class="row">
        <Tag tone={TONES[kind]}>{kind}</Tag>
        <strong>{instance}</strong>
        {subscription !== null && <span>{subscription}</span>}
        <span class="soft small">
          {status !== null && `status ${status}, `}
          {attempts > 0 && `${attempts === 1 ? 'one attempt' : `${attempts} attempts`}, `}
          {new Date(endedAt).toLocaleTimeString()}
        </span>
      </div>
      {reason !== null && <p class="small">{reason}</p>}
      {unknown && <p class="small warn-text">It may have been delivered twice: an answer never came.</p>}
    </li>
  )
}

function Requests({ requests }: { readonly requests: readonly SeenRequest[] }) {
  return (
    <>
      <h3>Requests seen since this page was opened</h3>
      {requests.map(({ at, request, response, failure, milliseconds, messageIds }, index) => (
        <div key={`${at}-${index}`} class="stack-tight">
          <p class="soft small">
            {new Date(at).toLocaleTimeString()}, {Math.round(milliseconds)} ms, with{' '}
            {messageIds.length === 1 ? 'this event alone' : `${messageIds.length} events`}
          </p>
          <RequestView request={request} />
          {failure !== null && <Notice tone="bad">{failure}</Notice>}
          {response !== null && (
            <div class="stack-tight">
              <div>
                <Tag tone={response.status < 300 ? 'good' : 'bad'}>{`Status ${response.status}`}</Tag>
              </div>
              {response.body !== null && <JsonView value={response.body} label="The answer" />}
            </div>
          )}
        </div>
      ))}
    </>
  )
}
