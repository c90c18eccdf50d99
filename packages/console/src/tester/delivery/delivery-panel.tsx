import type { SendResponse, SentEvent } from '@waybill/server/tester'
import { More } from '../../components/more'
import { Notice } from '../../components/notice'
import { Part } from '../../components/part'
import { Tag } from '../../components/tag'
import { count, eventTitle } from '../../explanation/verdict'
import type { Tester } from '../state/create-tester'
import type { HistoryEntry } from '../state/history-entry'
import { readEvents } from '../state/read-events'
import { ExchangeView } from './exchange-view'
import { outcomeTones, sendVerdict } from './outcome'

/** What came of the last sending, or of the one chosen in the history. */
export function DeliveryPanel({ tester }: { readonly tester: Tester }) {
  const sending = tester.delivery.sending.value
  if (sending.kind === 'idle') {
    return <p class="empty">Nothing is sent yet. Ctrl Enter sends what is on the bench; see its outcome here.</p>
  }
  if (sending.kind === 'asking') return <p class="empty">Sending…</p>
  if (sending.kind === 'failed') {
    return (
      <Notice tone="bad" isUrgent>
        {sending.message}
      </Notice>
    )
  }
  return <Entry entry={sending.answer} />
}

function Entry({ entry }: { readonly entry: HistoryEntry }) {
  const { response, target, destinationName, at } = entry
  const { tone, text } = sendVerdict(response)
  return (
    <div class="preview">
      <div class={`verdict tone-${tone}`} role="status">
        <strong>{text}</strong>
        <span class="small">
          {target === 'sandbox' ? 'sandbox' : destinationName}, {at.toLocaleTimeString()}
          {response.kind === 'sent' &&
            `, ${count(response.exchanges.length, 'request')}, ${Math.round(response.milliseconds)} ms`}
        </span>
      </div>
      {response.kind === 'refused' ? <Refusal response={response} /> : <Sent entry={entry} response={response} />}
    </div>
  )
}

function Refusal({ response }: { readonly response: Extract<SendResponse, { kind: 'refused' }> }) {
  const { reason, settingProblems, subscriptionProblems } = response
  const sentences = [
    ...(reason === undefined ? [] : [reason]),
    ...[...settingProblems, ...subscriptionProblems].map(({ message }) => message)
  ]
  return (
    <Notice tone="bad" isUrgent>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Notice>
  )
}

/** So many begin unfolded. */
const FEW_EXCHANGES = 3

interface SentProps {
  readonly entry: HistoryEntry
  readonly response: Extract<SendResponse, { kind: 'sent' }>
}

function Sent({ entry, response }: SentProps) {
  const document = readEvents(entry.eventText)
  const written = document.kind === 'events' ? document.events : []
  return (
    <>
      <Part title="Outcomes">
        <More entries={response.events}>
          {(shown) => (
            <ol class="outcomes">
              {shown.map((event, index) => (
                <Outcome key={index} event={event} number={index + 1} title={eventTitle(written[index])} />
              ))}
            </ol>
          )}
        </More>
      </Part>
      {response.exchanges.map((exchange, index) => (
        <ExchangeView
          key={index}
          exchange={exchange}
          number={index + 1}
          isOpen={response.exchanges.length <= FEW_EXCHANGES}
        />
      ))}
    </>
  )
}

interface OutcomeProps {
  readonly event: SentEvent
  readonly number: number
  readonly title: string
}

function Outcome({ event, number, title }: OutcomeProps) {
  const { deliveries, reason } = event
  return (
    <>
      {deliveries.length === 0 && (
        <li>
          <span class="soft">{number}</span>
          <span>{title}</span>
          <Tag tone="none">not sent</Tag>
          <span>{reason}</span>
        </li>
      )}
      {deliveries.map((delivery) => (
        <li key={delivery.subscription}>
          <span class="soft">{number}</span>
          <span>{title}</span>
          <span class="soft small">{delivery.subscription}</span>
          <Tag tone={outcomeTones[delivery.kind]}>{delivery.kind}</Tag>
          {delivery.reason !== undefined && <span>{delivery.reason}</span>}
          {delivery.notes.map((note) => (
            <span key={note} class="note warn-text small">
              {note}
            </span>
          ))}
        </li>
      ))}
    </>
  )
}
