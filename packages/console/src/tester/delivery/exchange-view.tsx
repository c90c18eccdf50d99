import type { ItemOutcome, ShownExchange } from '@waybill/server/tester'
import { Fold } from '../../components/fold'
import { Headers } from '../../components/headers'
import { JsonView } from '../../components/json-view'
import { Notice } from '../../components/notice'
import { Part } from '../../components/part'
import { RequestView } from '../../components/request-view'
import { Tag } from '../../components/tag'
import { count } from '../../explanation/verdict'
import { outcomeTones } from './outcome'

export interface ExchangeViewProps {
  readonly exchange: ShownExchange
  readonly number: number
  /** Whether it begins unfolded. */
  readonly isOpen: boolean
}

/** One request that was made, its answer, and what that means for each of its items. */
export function ExchangeView({ exchange, number, isOpen }: ExchangeViewProps) {
  const { request, origins, answer, outcomes, milliseconds } = exchange
  const isGood = answer.kind === 'response' && answer.status < 300
  const head = (
    <>
      <strong>Request {number}</strong>
      <span class="soft small">
        {count(origins.length, 'item')}, {Math.round(milliseconds)} ms
      </span>
      <span class="spring" />
      <Tag tone={isGood ? 'good' : 'bad'}>
        {answer.kind === 'response' ? `status ${answer.status}` : answer.failure}
      </Tag>
    </>
  )
  return (
    <Fold head={head} isOpen={isOpen}>
      {() => (
        <>
          <Answer answer={answer} number={number} />
          <Items exchange={exchange} outcomes={outcomes} />
          <Part title="Request">
            <RequestView request={request} />
          </Part>
        </>
      )}
    </Fold>
  )
}

function Answer({ answer, number }: { readonly answer: ShownExchange['answer']; readonly number: number }) {
  return (
    <Part title="Response">
      {answer.kind === 'failure' ? (
        <Notice tone="bad">{answer.message}</Notice>
      ) : (
        <>
          <Headers title="Headers" headers={answer.headers} />
          {answer.body === undefined ? (
            <p class="soft">The body is empty.</p>
          ) : (
            <JsonView value={answer.body} label={`Body of response ${number}`} />
          )}
        </>
      )}
    </Part>
  )
}

interface ItemsProps {
  readonly exchange: ShownExchange
  readonly outcomes: readonly ItemOutcome[]
}

function Items({ exchange: { origins }, outcomes }: ItemsProps) {
  return (
    <Part title="Items">
      <ol class="outcomes">
        {outcomes.map((outcome, index) => (
          <li key={index}>
            <span class="soft">event {(origins[index]?.event ?? 0) + 1}</span>
            <Tag tone={outcomeTones[outcome.kind]}>{outcome.kind}</Tag>
            {'reason' in outcome && <span>{outcome.reason}</span>}
          </li>
        ))}
      </ol>
    </Part>
  )
}
