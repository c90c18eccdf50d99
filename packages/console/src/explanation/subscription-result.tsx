import type { ExplainedItem, ExplainedResult, ExplainedSubscription, ShownRequest } from '@waybill/server/tester'
import { Fold } from '../components/fold'
import { JsonView } from '../components/json-view'
import { Notice } from '../components/notice'
import { Part } from '../components/part'
import { RequestView } from '../components/request-view'
import { Tag } from '../components/tag'
import { ClauseList } from './clause-list'
import { FieldTable } from './field-table'
import { count, subscriptionVerdict } from './verdict'

export interface SubscriptionResultProps {
  readonly subscription: ExplainedSubscription
  /** Whether it is the only one, and need not fold. */
  readonly isOnly: boolean
  /** Whether its requests are shown here: in a batch, those of all events together are more to the point. */
  readonly hasRequests: boolean
}

/** The way of one event through one subscription. */
export function SubscriptionResult({ subscription, isOnly, hasRequests }: SubscriptionResultProps) {
  const { name, partnerAction, isMatched, clauses, fields, result } = subscription
  const { tone, text } = subscriptionVerdict(subscription)
  const head = (
    <>
      <strong>{name}</strong>
      <span class="soft small">{partnerAction}</span>
      <span class="spring" />
      <Tag tone={tone}>{text}</Tag>
    </>
  )
  return (
    <Fold head={head} isOpen={isMatched || isOnly}>
      {() => (
        <>
          <Part title={isMatched ? 'The filter matches' : 'The filter does not match'}>
            <ClauseList clauses={clauses} />
          </Part>
          {fields.length > 0 && (
            <Part title="Fields">
              <FieldTable fields={fields} />
            </Part>
          )}
          {result !== undefined && <Outcome subscription={subscription} result={result} hasRequests={hasRequests} />}
        </>
      )}
    </Fold>
  )
}

interface OutcomeProps {
  readonly subscription: ExplainedSubscription
  readonly result: ExplainedResult
  readonly hasRequests: boolean
}

function Outcome({ subscription, result, hasRequests }: OutcomeProps) {
  if (result.kind !== 'items') {
    return (
      <Notice tone={result.kind === 'rejected' ? 'bad' : 'none'}>{`${TITLES[result.kind]}: ${result.reason}`}</Notice>
    )
  }
  const { items, requests } = result
  // What is wrong with a field is said beside it.
  const said = new Set(subscription.fields.flatMap(({ problems }) => problems))
  const notes = result.notes.filter((note) => !said.has(note))
  return (
    <>
      {notes.length > 0 && (
        <ul class="notes" aria-label="Notes">
          {notes.map((note) => (
            <li key={note} class="warn-text small">
              {note}
            </li>
          ))}
        </ul>
      )}
      {items.length > 0 && (
        <Part title={count(items.length, 'item')}>
          {items.map(({ slot, body }, index) => (
            <div key={index} class="stack-tight">
              {slot !== undefined && <span class="soft small">goes into “{slot}”</span>}
              <JsonView value={body} label={`Item ${index + 1}`} />
            </div>
          ))}
        </Part>
      )}
      {hasRequests && requests.length > 0 && (
        <Part title={count(requests.length, 'request')}>
          {requests.map((request, index) => (
            <div key={index} class="stack-tight">
              <RequestView request={request} isBodyShown={!isItem(request, items)} />
              {isItem(request, items) && <p class="soft small">Its body is the item above.</p>}
            </div>
          ))}
        </Part>
      )}
    </>
  )
}

const TITLES = { skipped: 'Skipped', rejected: 'Rejected' } as const

const isItem = ({ body }: ShownRequest, items: readonly ExplainedItem[]): boolean =>
  items.length === 1 && JSON.stringify(items[0]?.body) === JSON.stringify(body)
